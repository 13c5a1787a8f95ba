package network.cocoon.commands.standing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.registry.ReleaseManifests;
import network.cocoon.commands.workers.Verifiers;
import network.cocoon.commands.workers.WorkerOrders;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.ReleasePolicy;
import network.cocoon.domain.attestation.Standing;
import network.cocoon.domain.attestation.tdx.PlatformKind;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Judges each key that may be used again by its stored evidence, once for each state of the manifests and of the newest
 * collateral of its machine: a worker whose key does not hold any more is suspended, or drained, by an event. What the
 * operator's own list revokes needs none of this: assignment asks that list each time.
 *
 * <p>One look at a time.
 */
@Service
class StandingKeys {

    private static final Logger LOG = LoggerFactory.getLogger(StandingKeys.class);
    private static final int MOST_REASON = 500;

    /**
     * What a key was judged under, and found good or at its end.
     *
     * @param revoked said apart: a policy only shows what is allowed, and to revoke is more than not to name
     */
    private record Judged(AttestationPolicy policy, Set<Digest> revoked, String shelves) {}

    private final StandingTable table;
    private final ReleaseManifests manifests;
    private final Verifiers verifiers;
    private final WorkerOrders orders;
    private final InstantSource clock;
    private final Map<String, Judged> judged = new HashMap<>();

    StandingKeys(
            StandingTable table,
            ReleaseManifests manifests,
            Verifiers verifiers,
            WorkerOrders orders,
            InstantSource clock) {
        this.table = table;
        this.manifests = manifests;
        this.verifiers = verifiers;
        this.orders = orders;
        this.clock = clock;
    }

    synchronized void look() {
        Instant now = clock.instant();
        List<StandingTable.Key> standing = table.standing(now);
        judged.keySet().retainAll(standing.stream().map(StandingTable.Key::key).toList());
        List<ReleaseManifest> known = manifests.known();
        AttestationPolicy policy = ReleasePolicy.of(known, now, true).attestation();
        Set<Digest> revoked = new HashSet<>();
        known.forEach(manifest -> revoked.addAll(manifest.revoked()));
        Judged under = new Judged(policy, revoked, table.shelves());
        long version = known.stream().mapToLong(ReleaseManifest::version).max().orElse(0);
        for (StandingTable.Key key : standing) {
            if (!under.equals(judged.get(key.key()))) {
                table.evidence(key.evidence()).ifPresent(evidence -> {
                    Evidence today = today(evidence);
                    Standing result =
                            Standing.of(verifiers.verify(today, policy, now), revoked.contains(key.measurement()));
                    act(key, result, today.collateral().digest(), version, now);
                    // One that was withdrawn is not remembered: if the operator lifts that, it is judged again.
                    if (!(result instanceof Standing.Withdrawn)) {
                        judged.put(key.key(), under);
                    }
                });
            }
        }
    }

    /** The same quote, keys and devices, with the newest that is known of the machine. */
    private Evidence today(Evidence evidence) {
        Optional<Collateral> newest = PlatformKind.of(evidence.quote()).flatMap(table::newest);
        return newest.map(evidence::with).orElse(evidence);
    }

    private void act(StandingTable.Key key, Standing standing, Digest collateral, long manifest, Instant now) {
        switch (standing) {
            case Standing.Holds _ -> {}
            case Standing.Ends(var code, String detail) -> {
                if (key.status() == WorkerStatus.ACTIVE) {
                    order(new WorkerCommand.Drain(key.worker(), now));
                    LOG.warn("worker {} drains: {}: {}", key.worker(), code, detail);
                }
            }
            case Standing.Withdrawn(var code, String detail) -> {
                // Who doubts it finds here all that the verdict follows from.
                String under = " (key " + key.key() + ", evidence "
                        + key.evidence().hex() + ", collateral " + collateral.hex() + ", manifest " + manifest + ")";
                String what = code + ": " + detail;
                String reason = what.substring(0, Math.min(what.length(), MOST_REASON - under.length())) + under;
                order(new WorkerCommand.Suspend(key.worker(), reason, now));
                LOG.warn("worker {} is suspended: {}", key.worker(), reason);
            }
        }
    }

    private void order(WorkerCommand command) {
        try {
            orders.byServer(command);
        } catch (RefusedException e) {
            LOG.info("worker {}: {}", command.worker(), e.rejection().code().name());
        }
    }
}
