package network.cocoon.domain.attestation;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.cocoon.domain.attestation.tdx.TcbStatus;
import network.cocoon.domain.kernel.Digest;

/**
 * What verified manifests allow at one time. Additions wait for their manifest to begin; revocations and floors count
 * from the moment they are known, and nothing that was revoked comes back.
 *
 * @param models digests of models' manifests
 */
public record ReleasePolicy(AttestationPolicy attestation, Set<Digest> models) {

    public ReleasePolicy {
        models = Set.copyOf(models);
    }

    /**
     * @param known every manifest ever verified, in any order; keep them, or an old one could be served again
     * @param openPlatforms whether to use platforms that nobody admitted
     */
    public static ReleasePolicy of(Collection<ReleaseManifest> known, Instant now, boolean openPlatforms) {
        Optional<ReleaseManifest> current = known.stream()
                .filter(m -> !now.isBefore(m.notBefore()))
                .max(Comparator.comparingLong(ReleaseManifest::version));
        Set<Digest> revoked = union(known, ReleaseManifest::revoked);
        return new ReleasePolicy(
                new AttestationPolicy(
                        allowed(current, ReleaseManifest::measurements, revoked),
                        Set.of(TcbStatus.UP_TO_DATE),
                        Set.of(),
                        known.stream()
                                .mapToInt(ReleaseManifest::tcbEvaluationFloor)
                                .max()
                                .orElse(0),
                        allowed(current, ReleaseManifest::platforms, Set.of()),
                        union(known, ReleaseManifest::revokedPlatforms),
                        openPlatforms,
                        AttestationPolicy.MAX_KEY_LIFETIME,
                        current.map(ReleaseManifest::machine).orElse(MachineRules.NONE)),
                allowed(current, ReleaseManifest::models, revoked));
    }

    private static <T> Set<T> allowed(
            Optional<ReleaseManifest> current, Function<ReleaseManifest, List<T>> list, Set<T> revoked) {
        Set<T> allowed = new HashSet<>(current.map(list).orElse(List.of()));
        allowed.removeAll(revoked);
        return allowed;
    }

    private static <T> Set<T> union(Collection<ReleaseManifest> known, Function<ReleaseManifest, List<T>> list) {
        return known.stream().flatMap(m -> list.apply(m).stream()).collect(Collectors.toSet());
    }
}
