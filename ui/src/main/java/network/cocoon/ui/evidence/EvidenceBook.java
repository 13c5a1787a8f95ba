package network.cocoon.ui.evidence;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.ReleasePolicy;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.report.AttestationReport;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.projections.registry.MeasurementRow;
import network.cocoon.projections.registry.RegistryQueries;
import network.cocoon.ui.orders.OperatorHttp;
import network.cocoon.ui.security.ActionRefusedException;

/**
 * Judges stored evidence as of the time when it was accepted, by what is allowed today: so a measurement that was revoked since
 * shows as the check that fails.
 */
public final class EvidenceBook {

    private final OperatorHttp http;
    private final RegistryQueries registry;
    private final AttestationVerifier intel = AttestationVerifier.intel();
    private final Optional<AttestationVerifier> simulated;
    private final InstantSource clock;

    EvidenceBook(
            OperatorHttp http, RegistryQueries registry, Optional<AttestationVerifier> simulated, InstantSource clock) {
        this.http = http;
        this.registry = registry;
        this.simulated = simulated;
        this.clock = clock;
    }

    /**
     * @param at when it was accepted
     * @throws ActionRefusedException where the operator API does not answer, or not with this evidence
     */
    public AttestationReport report(Digest digest, Instant at) {
        byte[] bytes = http.get("/v1/evidence/" + digest.hex());
        if (!Digest.sha256(bytes).equals(digest)) {
            throw new ActionRefusedException("EVIDENCE_DIFFERS", "The operator API gave bytes of another digest.");
        }
        Evidence evidence;
        try {
            evidence = Evidence.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw new ActionRefusedException("EVIDENCE_UNREADABLE", "These bytes are no evidence: " + e.getMessage());
        }
        AttestationPolicy policy = policy();
        AttestationReport real = AttestationReport.of(evidence, intel, policy, at);
        return real.accepted() || simulated.isEmpty()
                ? real
                : AttestationReport.of(evidence, simulated.get(), policy, at);
    }

    /** Today's: the newest release manifest, less what the operator's own list does not allow. */
    private AttestationPolicy policy() {
        AttestationPolicy released =
                ReleasePolicy.of(manifest(), clock.instant(), true).attestation();
        Set<String> allowed = registry.measurements().stream()
                .filter(MeasurementRow::allowed)
                .map(MeasurementRow::measurement)
                .collect(Collectors.toSet());
        return released.withMeasurements(released.measurements().stream()
                .filter(it -> allowed.contains(it.hex()))
                .collect(Collectors.toSet()));
    }

    /** None was installed: then nothing is allowed, and the page says which measurement is not. */
    private List<ReleaseManifest> manifest() {
        try {
            return List.of(ReleaseManifest.decode(SignedManifest.decode(http.get("/v1/release-manifest"))
                    .manifest()
                    .toArray()));
        } catch (ActionRefusedException e) {
            if (e.code().equals("NOT_FOUND")) {
                return List.of();
            }
            throw e;
        } catch (IllegalArgumentException e) {
            throw new ActionRefusedException(
                    "MANIFEST_UNREADABLE", "The operator API's release manifest is none: " + e.getMessage());
        }
    }
}
