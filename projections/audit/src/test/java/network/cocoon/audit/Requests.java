package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.HeaderFacts;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.ReceiptFacts;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;

/** Signed orders and receipts for {@link Story}. */
final class Requests {

    static final long MAX_COST = 20_000;
    static final long COST = 3_000;
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Digest CIPHERTEXT = Story.digest("ciphertext");
    private static final TokenUsage USAGE = new TokenUsage(100, 0, 50, 0);

    record Order(EncodedHeader header, Instant at) {}

    private Requests() {}

    static Order order(RequestId request, Instant at) {
        return new Order(header(request), at);
    }

    private static EncodedHeader header(RequestId request) {
        return HeaderCodec.encode(new Header(
                Header.VERSION,
                Suite.X_WING,
                request,
                Story.APP,
                Story.CLIENT_ID,
                Story.MODEL,
                Story.MODEL_DIGEST,
                Story.digest("manifest"),
                Story.START.plus(Duration.ofHours(1)),
                new LengthClass(512),
                List.of(Story.WORKER_KEY),
                Story.PRICES.digest(),
                1000,
                1000,
                Nanoton.of(MAX_COST)));
    }

    static InferenceCommand.Submit submit(Order order, LaneMove reservation, int number) {
        Header h = order.header().header();
        return new InferenceCommand.Submit(
                h.request(),
                h.account(),
                h.clientKey(),
                Story.CLIENT.publicKey(),
                h.modelDigest(),
                order.header().bytes(),
                HeaderFacts.of(h),
                order.header().hash(),
                CIPHERTEXT,
                535,
                List.of(new Candidate(Story.WORKER, Story.OWNER, Story.WORKER_KEY)),
                Story.PRICES,
                reservation,
                new DayCount(LocalDate.ofInstant(order.at(), ZoneOffset.UTC), number),
                SubmissionSignature.sign(Story.CLIENT, order.header().hash(), CIPHERTEXT),
                order.at().plus(PATIENCE),
                null,
                order.at());
    }

    private static Bytes logSignature(RequestId request) {
        return AssignmentSignature.sign(Story.LOG, request, Story.WORKER_KEY, 1);
    }

    static Assignment assignment(RequestId request, long slotVersion, Instant now) {
        return new Assignment(
                Story.WORKER,
                Story.OWNER,
                Story.WORKER_KEY,
                1,
                1000,
                new SlotMove(slotVersion, 1),
                new AssignmentReason(
                        "least-expected-wait/v1",
                        List.of(new AssignmentReason.Considered(Story.WORKER, 1, 0, 100, 0, "chosen"))),
                logSignature(request),
                now.plusSeconds(10));
    }

    static InferenceCommand.Complete complete(RequestId request, long laneVersion, long slotVersion, Instant at) {
        EncodedHeader header = header(request);
        Receipt receipt = new Receipt(
                request,
                header.hash(),
                CIPHERTEXT,
                Story.digest("chain"),
                Story.WORKER,
                Story.WORKER_KEY,
                Story.EVIDENCE,
                1,
                logSignature(request),
                Story.MODEL_DIGEST,
                Story.digest("engine"),
                USAGE,
                Story.PRICES.digest(),
                1000,
                Nanoton.of(COST),
                at,
                at,
                at);
        Bytes bytes = ReceiptCodec.encode(receipt);
        return new InferenceCommand.Complete(
                request,
                Story.WORKER,
                new ReceiptFacts(
                        header.hash(),
                        CIPHERTEXT,
                        Story.WORKER,
                        Story.WORKER_KEY,
                        1,
                        Story.MODEL_DIGEST,
                        Story.PRICES.digest(),
                        1000,
                        USAGE,
                        Nanoton.of(COST),
                        at,
                        at,
                        at),
                bytes,
                Receipts.sign(Story.RECEIPTS, bytes),
                Story.RECEIPTS.publicKey(),
                laneVersion,
                slotVersion,
                at);
    }
}
