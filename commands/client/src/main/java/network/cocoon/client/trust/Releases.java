package network.cocoon.client.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import network.cocoon.client.account.DataFolder;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.ReleaseKeys;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.ReleasePolicy;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What the release keys allow now. The operator only carries the manifest. The highest one seen is kept in the data
 * folder: an operator cannot serve an older one to bring back what was revoked.
 */
public final class Releases {

    /**
     * What an app wants beyond what the release keys ask.
     *
     * @param openPlatforms whether to use platforms that nobody admitted
     * @param gpuEvidence whether to use workers that show a GPU in confidential mode only
     */
    public record Wishes(boolean openPlatforms, boolean gpuEvidence) {

        public static final Wishes ANY = new Wishes(true, false);

        ReleasePolicy of(List<ReleaseManifest> manifests, Instant now) {
            ReleasePolicy policy = ReleasePolicy.of(manifests, now, openPlatforms);
            AttestationPolicy attestation = policy.attestation();
            return gpuEvidence
                    ? new ReleasePolicy(
                            attestation.withMachine(attestation.machine().demandingGpus()), policy.models())
                    : policy;
        }
    }

    /** @param manifest digest of the signed manifest's encoding, which headers name */
    public record Current(ReleasePolicy policy, Digest manifest) {}

    private static final String FILE = "release-manifests";
    private static final Duration REFRESH = Duration.ofMinutes(1);

    /** How long a policy stands that the manifests at hand make: what they say depends on the time. */
    private static final Duration COMPUTED = Duration.ofSeconds(1);

    private static final int KEPT = 16;

    private final OperatorApi operator;
    private final ReleaseKeys keys;
    private final DataFolder folder;
    private final Wishes wishes;
    private final InstantSource clock;
    private final TreeMap<Long, SignedManifest> known = new TreeMap<>();
    private Instant fetched = Instant.MIN;
    private @Nullable Computed computed;

    private record Computed(Current current, Instant at) {
        boolean stands(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(COMPUTED));
        }
    }

    /** Reads what earlier runs verified. */
    public Releases(OperatorApi operator, ReleaseKeys keys, DataFolder folder, Wishes wishes, InstantSource clock)
            throws IOException {
        this.operator = operator;
        this.keys = keys;
        this.folder = folder;
        this.wishes = wishes;
        this.clock = clock;
        for (String line : folder.read(FILE).orElse("").lines().toList()) {
            byte[] signed = Base64.getDecoder().decode(line.getBytes(StandardCharsets.US_ASCII));
            verified(signed).ifPresent(this::keep);
        }
    }

    /** Asks the operator for news at most once a minute; without news the manifests already verified stand. */
    public synchronized Current current() throws IOException {
        Instant now = clock.instant();
        if (known.isEmpty() || fetched.plus(REFRESH).isBefore(now)) {
            refresh();
            fetched = now;
            computed = null;
        }
        Computed last = computed;
        if (last != null && last.stands(now)) {
            return last.current();
        }
        if (known.isEmpty()) {
            throw new IOException("the operator serves no release manifest that the pinned release keys signed");
        }
        var manifests = known.values().stream()
                .map(signed -> ReleaseManifest.decode(signed.manifest().toArray()))
                .toList();
        ReleasePolicy policy = wishes.of(manifests, now);
        Current current =
                new Current(policy, Digest.sha256(known.lastEntry().getValue().encode()));
        computed = new Computed(current, now);
        return current;
    }

    private void refresh() throws IOException {
        byte[] signed;
        try {
            signed = operator.releaseManifest();
        } catch (IOException e) {
            if (known.isEmpty()) {
                throw e;
            }
            return;
        }
        Optional<SignedManifest> verified = verified(signed);
        if (verified.isPresent() && keep(verified.get())) {
            store();
        }
    }

    private Optional<SignedManifest> verified(byte[] encoded) {
        try {
            SignedManifest signed = SignedManifest.decode(encoded);
            return keys.verify(signed) instanceof ReleaseKeys.Result.Valid ? Optional.of(signed) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean keep(SignedManifest signed) {
        long version = ReleaseManifest.decode(signed.manifest().toArray()).version();
        boolean isNew = known.putIfAbsent(version, signed) == null;
        while (known.size() > KEPT) {
            known.pollFirstEntry();
        }
        return isNew;
    }

    private void store() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (SignedManifest signed : known.values()) {
            lines.append(Base64.getEncoder().encodeToString(signed.encode())).append('\n');
        }
        folder.write(FILE, lines.toString().strip());
    }
}
