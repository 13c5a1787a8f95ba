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
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.PriceList;
import org.jspecify.annotations.Nullable;

/** Orders to one request's stream. Lanes and slots are locked by the caller, which passes the versions they will have. */
public sealed interface InferenceCommand {

    RequestId request();

    Instant at();

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

    /** @param reporter who says so; null when the server itself found out */
    record Fail(
            RequestId request,
            @Nullable WorkerId reporter,
            int attempt,
            FailureCode code,
            long laneVersion,
            long slotVersion,
            Instant at)
            implements InferenceCommand {}

    record Cancel(RequestId request, AccountId account, long laneVersion, long slotVersion, Instant at)
            implements InferenceCommand {}

    /** Refused before the deadline. */
    record Expire(RequestId request, long laneVersion, long slotVersion, Instant at) implements InferenceCommand {}

    /** Keep a refused report as evidence. */
    record RecordRefusedReport(RequestId request, WorkerId reporter, String code, Digest reportDigest, Instant at)
            implements InferenceCommand {}
}
