package network.cocoon.domain.inference;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.Timed;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.PriceList;
import org.jspecify.annotations.Nullable;

/** Orders to one request's stream. Lanes and slots are locked by the caller, which passes the versions they will have. */
public sealed interface InferenceCommand extends Timed {

    RequestId request();

    /**
     * Accept a sealed request; assigned at once where {@code assignment} is given.
     *
     * @param clientPublicKey the certified key, as the account's state has it; the decider checks the signature
     * @param headerFacts     what the canonical header says, decoded by the caller from exactly {@code header}
     */
    record Submit(
            RequestId request,
            AccountId account,
            ClientKeyId clientKey,
            Bytes clientPublicKey,
            Digest modelDigest,
            Bytes header,
            HeaderFacts headerFacts,
            Digest headerHash,
            Digest ciphertextDigest,
            int ciphertextBytes,
            List<Candidate> candidates,
            PriceList prices,
            LaneMove reservation,
            DayCount day,
            Bytes clientSignature,
            Instant deadline,
            @Nullable Assignment assignment,
            Instant at)
            implements InferenceCommand {
        public Submit {
            candidates = List.copyOf(candidates);
        }
    }

    /** Give a queued request to one of its candidates. */
    record Assign(RequestId request, Assignment assignment, Instant at) implements InferenceCommand {}

    /**
     * The worker reports its answer as delivered.
     *
     * @param receiptFacts what the receipt says, decoded by the caller from exactly {@code receipt}
     * @param receiptKey   the attested receipt key of the assigned worker key
     */
    record Complete(
            RequestId request,
            WorkerId worker,
            ReceiptFacts receiptFacts,
            Bytes receipt,
            Bytes receiptSignature,
            Bytes receiptKey,
            long laneVersion,
            long slotVersion,
            Instant at)
            implements InferenceCommand {}

    /**
     * End an attempt that has sent no frame; the request goes on.
     *
     * @param reporter who says so; null when the server itself found out
     * @param code     whose fault is not the app's
     */
    record FailAttempt(
            RequestId request, @Nullable WorkerId reporter, int attempt, FailureCode code, long slotVersion, Instant at)
            implements InferenceCommand {}

    /** No candidate is left of a queued request. */
    record RequireReseal(RequestId request, Instant at) implements InferenceCommand {}

    /**
     * New wraps for a request that waits for them; assigned at once where {@code assignment} is given. On the terms that
     * stand: price list, coefficient, tokens and ceiling are the order's.
     */
    record Reseal(
            RequestId request,
            AccountId account,
            Bytes clientPublicKey,
            Bytes header,
            HeaderFacts headerFacts,
            Digest headerHash,
            Digest ciphertextDigest,
            int ciphertextBytes,
            List<Candidate> candidates,
            Bytes clientSignature,
            @Nullable Assignment assignment,
            Instant at)
            implements InferenceCommand {
        public Reseal {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * End the request. What is acknowledged is billed.
     *
     * @param reporter     who says so; null when the server itself found out
     * @param attempt      the running one, or the last one where none is running
     * @param acknowledged the highest head that the app acknowledged; null where it acknowledged none
     */
    record Fail(
            RequestId request,
            @Nullable WorkerId reporter,
            int attempt,
            FailureCode code,
            @Nullable AcknowledgedHead acknowledged,
            long laneVersion,
            long slotVersion,
            Instant at)
            implements InferenceCommand {}

    record Cancel(
            RequestId request,
            AccountId account,
            @Nullable AcknowledgedHead acknowledged,
            long laneVersion,
            long slotVersion,
            Instant at)
            implements InferenceCommand {}

    /** Refused before the deadline. */
    record Expire(
            RequestId request, @Nullable AcknowledgedHead acknowledged, long laneVersion, long slotVersion, Instant at)
            implements InferenceCommand {}

    /** Keep a refused report as evidence. */
    record RecordRefusedReport(RequestId request, WorkerId reporter, String code, Digest reportDigest, Instant at)
            implements InferenceCommand {}
}
