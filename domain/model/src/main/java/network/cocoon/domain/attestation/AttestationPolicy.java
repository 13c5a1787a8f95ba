package network.cocoon.domain.attestation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.kernel.Digest;

/**
 * What may open an envelope, beyond Intel's verdict. Derived from a verified release manifest; an operator can only
 * narrow it.
 *
 * @param measurements digests of the {@link Measurement}s allowed
 * @param statuses TCB statuses accepted; REVOKED is refused even if listed
 * @param advisories advisory ids that a status other than UpToDate may carry
 * @param tcbEvaluationFloor lowest tcbEvaluationDataNumber of TCB info and QE identity; should only ever rise
 * @param admittedPlatforms platform ids on the signed admission list
 * @param revokedPlatforms platform ids that are refused, whatever else is said of them
 * @param openPlatforms whether platforms that nobody admitted are accepted too
 * @param maxKeyLifetime longest life of a key statement
 * @param machine what must be shown beside the quote
 */
public record AttestationPolicy(
        Set<Digest> measurements,
        Set<TcbStatus> statuses,
        Set<String> advisories,
        int tcbEvaluationFloor,
        Set<String> admittedPlatforms,
        Set<String> revokedPlatforms,
        boolean openPlatforms,
        Duration maxKeyLifetime,
        MachineRules machine) {

    /** Keys rotate every 15 to 60 minutes (protocol, "Freshness and time"). */
    public static final Duration MAX_KEY_LIFETIME = Duration.ofMinutes(60);

    public AttestationPolicy {
        measurements = Set.copyOf(measurements);
        statuses = Set.copyOf(statuses);
        advisories = Set.copyOf(advisories);
        admittedPlatforms = Set.copyOf(admittedPlatforms);
        revokedPlatforms = Set.copyOf(revokedPlatforms);
        if (tcbEvaluationFloor < 0) {
            throw new IllegalArgumentException("an evaluation floor is not negative");
        }
    }

    /** With nothing demanded beside the quote. */
    public AttestationPolicy(
            Set<Digest> measurements,
            Set<TcbStatus> statuses,
            Set<String> advisories,
            int tcbEvaluationFloor,
            Set<String> admittedPlatforms,
            Set<String> revokedPlatforms,
            boolean openPlatforms,
            Duration maxKeyLifetime) {
        this(
                measurements,
                statuses,
                advisories,
                tcbEvaluationFloor,
                admittedPlatforms,
                revokedPlatforms,
                openPlatforms,
                maxKeyLifetime,
                MachineRules.NONE);
    }

    /** The same for fewer or other measurements. */
    public AttestationPolicy withMeasurements(Set<Digest> others) {
        return new AttestationPolicy(
                others,
                statuses,
                advisories,
                tcbEvaluationFloor,
                admittedPlatforms,
                revokedPlatforms,
                openPlatforms,
                maxKeyLifetime,
                machine);
    }

    /** The same with other rules for what stands beside the quote. */
    public AttestationPolicy withMachine(MachineRules others) {
        return new AttestationPolicy(
                measurements,
                statuses,
                advisories,
                tcbEvaluationFloor,
                admittedPlatforms,
                revokedPlatforms,
                openPlatforms,
                maxKeyLifetime,
                others);
    }

    /** UpToDate only, no evaluation floor, any platform, these measurements. */
    public static AttestationPolicy allowing(Measurement... measurements) {
        return new AttestationPolicy(
                Arrays.stream(measurements).map(Measurement::digest).collect(Collectors.toUnmodifiableSet()),
                Set.of(TcbStatus.UP_TO_DATE),
                Set.of(),
                0,
                Set.of(),
                Set.of(),
                true,
                MAX_KEY_LIFETIME,
                MachineRules.NONE);
    }

    /** Whether this machine may open envelopes. */
    boolean admits(String platform) {
        return !revokedPlatforms.contains(platform) && (openPlatforms || admittedPlatforms.contains(platform));
    }
}
