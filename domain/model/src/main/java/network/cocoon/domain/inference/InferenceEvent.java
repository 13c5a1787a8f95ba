package network.cocoon.domain.inference;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.PriceList;
import org.jspecify.annotations.Nullable;

/** Named {@code inference.*} in the log; the stream's id is the request's. */
public sealed interface InferenceEvent extends Timed {

    RequestId request();

    /**
     * The app's signed order was accepted and its worst case reserved.
     *
     * @param header           exact canonical bytes of the envelope's header (no plaintext in it)
     * @param headerHash       SHA-256 of header and the recipients' key ids
     * @param ciphertextDigest digest of the sealed prompt, kept in a blob with a time to live
     * @param ciphertextBytes  its size
     * @param prices           the whole price list, so that a bill can be recomputed from this stream alone
     * @param reservation      a negative move of the account's lane, {@code -maxCost}
     * @param clientSignature  by {@code clientKey} over header hash and ciphertext digest
     */
    record Requested(
            RequestId request,
            AccountId account,
            ClientKeyId clientKey,
            ModelId model,
            Digest modelDigest,
            Bytes header,
            Digest headerHash,
            Digest ciphertextDigest,
            int ciphertextBytes,
            List<Candidate> candidates,
            int maxTokens,
            int maxCoefficient,
            Nanoton maxCost,
            PriceList prices,
            LaneMove reservation,
            DayCount day,
            Bytes clientSignature,
            Instant deadline,
            Instant at)
            implements InferenceEvent {
        public Requested {
            candidates = List.copyOf(candidates);
        }
    }

    record Assigned(RequestId request, Assignment assignment, Instant at) implements InferenceEvent {}

    /**
     * The worker's signed receipt was accepted: the bill.
     *
     * @param receipt          exact canonical bytes
     * @param receiptSignature by the worker's attested receipt key
     * @param release          positive move on the reservation's lane, {@code maxCost - cost}
     */
    record Completed(
            RequestId request,
            AccountId account,
            WorkerId worker,
            ProviderId provider,
            int attempt,
            TokenUsage usage,
            Charge charge,
            Bytes receipt,
            Bytes receiptSignature,
            Instant firstTokenAt,
            Instant finishedAt,
            LaneMove release,
            SlotMove slot,
            Instant at)
            implements InferenceEvent {}

    /**
     * An attempt ended before its first frame. Its slot goes back; the request and its reservation wait for another
     * worker.
     *
     * @param code never one for which the app is at fault
     */
    record AttemptFailed(
            RequestId request,
            WorkerId worker,
            WorkerKeyId key,
            int attempt,
            FailureCode code,
            Actor fault,
            SlotMove slot,
            Instant at)
            implements InferenceEvent {}

    /** No candidate is left: the app must seal to others, under the same id and reservation. */
    record ResealRequired(RequestId request, Instant at) implements InferenceEvent {}

    /** Sealed anew to other workers, on the terms that stand. Header, hash, digests and signature replace the order's. */
    record Resealed(
            RequestId request,
            Bytes header,
            Digest headerHash,
            Digest ciphertextDigest,
            int ciphertextBytes,
            List<Candidate> candidates,
            Bytes clientSignature,
            Instant at)
            implements InferenceEvent {
        public Resealed {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * What was acknowledged is billed, else nothing. The rest of the reservation goes back; the slot too, where one was
     * taken.
     */
    record Failed(
            RequestId request,
            AccountId account,
            FailureCode code,
            Actor fault,
            @Nullable WorkerId worker,
            int attempt,
            LaneMove release,
            @Nullable SlotMove slot,
            @Nullable PartialBill bill,
            Instant at)
            implements InferenceEvent {}

    /** By the app. What was acknowledged is billed, else nothing. */
    record Cancelled(
            RequestId request,
            AccountId account,
            @Nullable WorkerId worker,
            int attempt,
            LaneMove release,
            @Nullable SlotMove slot,
            @Nullable PartialBill bill,
            Instant at)
            implements InferenceEvent {}

    /** The deadline passed. What was acknowledged is billed, else nothing. */
    record Expired(
            RequestId request,
            AccountId account,
            @Nullable WorkerId worker,
            int attempt,
            LaneMove release,
            @Nullable SlotMove slot,
            @Nullable PartialBill bill,
            Instant at)
            implements InferenceEvent {}

    /** A report that was refused for a reason worth keeping: forged, by the wrong worker, above the ceiling. */
    record ReportRefused(RequestId request, WorkerId reporter, String code, Digest reportDigest, Instant at)
            implements InferenceEvent {}
}
