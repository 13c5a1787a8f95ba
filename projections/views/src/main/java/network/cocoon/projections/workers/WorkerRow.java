package network.cocoon.projections.workers;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.worker.TrustClass;
import org.jspecify.annotations.Nullable;

/**
 * One GPU worker.
 *
 * @param reason       why it is suspended or lost
 * @param gpuMemoryMib of all its GPUs, MiB
 * @param trust        which root stands behind its last attestation; null before the first
 * @param attestedAt   its last accepted attestation
 * @param validUntil   until when that attestation's keys may be used
 * @param models       what it offers
 * @param slots        how many requests it runs at once, all models together
 * @param running      how many it is running
 * @param completed    how many it completed
 * @param failed       how many failed by its fault or while it had them
 * @param tokens       billed, of all kinds
 * @param earned       its owner's rewards for them
 * @param recentFaults how much went wrong with it in the last {@link WorkerQueries#RECENT}
 */
public record WorkerRow(
        String worker,
        String provider,
        WorkerStatus status,
        @Nullable String reason,
        String gpuType,
        int gpuMemoryMib,
        int expectedUptimePermille,
        Instant registeredAt,
        @Nullable TrustClass trust,
        @Nullable String tcbStatus,
        @Nullable Instant attestedAt,
        @Nullable Instant validUntil,
        List<String> models,
        int slots,
        int running,
        long completed,
        long failed,
        long tokens,
        Nanoton earned,
        int recentFaults) {

    public WorkerRow {
        models = List.copyOf(models);
    }
}
