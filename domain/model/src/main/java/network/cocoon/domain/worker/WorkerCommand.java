package network.cocoon.domain.worker;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/** Orders to a worker's stream. */
public sealed interface WorkerCommand extends Timed {

    WorkerId worker();

    record Register(
            WorkerId worker,
            ProviderId provider,
            String gpuType,
            int gpuMemoryMib,
            int expectedUptimePermille,
            Digest enrolmentTokenHash,
            Digest apiKeyHash,
            Instant at)
            implements WorkerCommand {

        /** The GPU type of a machine without one. */
        public static final String CPU_ONLY = "CPU only";
    }

    /** The caller has verified the evidence (a pure function, see {@code domain.attestation}). */
    record RecordAttestation(
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
            implements WorkerCommand {}

    record RecordRejectedAttestation(WorkerId worker, Digest evidenceDigest, String code, String detail, Instant at)
            implements WorkerCommand {}

    /** @param slotsVersion the worker's slot version as locked by the caller, plus one */
    record OfferModel(
            WorkerId worker,
            ModelId model,
            Digest modelDigest,
            int coefficient,
            int slots,
            long slotsVersion,
            Instant at)
            implements WorkerCommand {}

    record Drain(WorkerId worker, Instant at) implements WorkerCommand {}

    record Activate(WorkerId worker, Instant at) implements WorkerCommand {}

    record Suspend(WorkerId worker, String reason, Instant at) implements WorkerCommand {}

    /** Lifts a suspension. */
    record Resume(WorkerId worker, Instant at) implements WorkerCommand {}

    record MarkLost(WorkerId worker, Instant lastSeen, Instant at) implements WorkerCommand {}

    record Retire(WorkerId worker, Instant at) implements WorkerCommand {}
}
