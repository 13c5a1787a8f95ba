package network.cocoon.domain.worker;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** Named {@code worker.*} in the log; the stream's id is the worker's. */
public sealed interface WorkerEvent extends Timed {

    /**
     * @param gpuType              for example {@code NVIDIA H100}
     * @param gpuMemoryMib         memory of all its GPUs, MiB
     * @param expectedUptimePermille share of the time its owner expects it to be up, 0 to 1000
     * @param apiKeyHash           SHA-256 of the key it reports with
     */
    record Registered(
            WorkerId worker,
            ProviderId provider,
            String gpuType,
            int gpuMemoryMib,
            int expectedUptimePermille,
            Digest enrolmentTokenHash,
            Digest apiKeyHash,
            Instant at)
            implements WorkerEvent {}

    /**
     * Its evidence was verified and its keys may be used until {@code validUntil}.
     *
     * @param key              id of the sealing key
     * @param sealingKey       HPKE public key
     * @param receiptKey       raw Ed25519 key
     * @param evidenceDigest   SHA-256 of the stored evidence (quote, collateral, key statement)
     * @param collateralDigest SHA-256 of the collateral alone
     * @param measurement      digest of the measured registers
     * @param tcbStatus        as Intel names it, for example {@code UpToDate}
     */
    record Attested(
            WorkerId worker,
            WorkerKeyId key,
            Bytes sealingKey,
            Bytes receiptKey,
            Digest evidenceDigest,
            Digest collateralDigest,
            Digest measurement,
            Digest modelDigest,
            Digest imageDigest,
            String platform,
            String tcbStatus,
            TrustClass trust,
            Instant notBefore,
            Instant validUntil,
            Instant at)
            implements WorkerEvent {}

    /** Evidence was refused; the worker's earlier keys are untouched. */
    record AttestationRejected(WorkerId worker, Digest evidenceDigest, String code, String detail, Instant at)
            implements WorkerEvent {}

    /**
     * @param coefficient price factor in 1/1000 that this worker asks for
     * @param slots       how many requests it runs at once
     * @param slotsVersion the worker's slot version after this offer (contiguous with its slot moves)
     */
    record ModelOffered(
            WorkerId worker,
            ModelId model,
            Digest modelDigest,
            int coefficient,
            int slots,
            long slotsVersion,
            Instant at)
            implements WorkerEvent {}

    /** It finishes what it has and gets nothing new. */
    record Drained(WorkerId worker, Instant at) implements WorkerEvent {}

    /** Back after a drain or a loss. */
    record Activated(WorkerId worker, Instant at) implements WorkerEvent {}

    record Suspended(WorkerId worker, String reason, Instant at) implements WorkerEvent {}

    /** The operator lifted its suspension: active again if it is attested and offers something. */
    record Resumed(WorkerId worker, Instant at) implements WorkerEvent {}

    /** Its feed has been silent for too long. */
    record Lost(WorkerId worker, Instant lastSeen, Instant at) implements WorkerEvent {}

    record Retired(WorkerId worker, Instant at) implements WorkerEvent {}
}
