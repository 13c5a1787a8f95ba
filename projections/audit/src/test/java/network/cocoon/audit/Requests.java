package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.domain.envelope.AssignmentSignature;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.HeaderFacts;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.ReceiptFacts;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.cbor.ReceiptCodec;

/** Signed orders and receipts for {@link Story}. */
final class Requests {

    static final long MAX_COST = 20_000;
    static final long COST = 3_000;
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Digest CIPHERTEXT = Story.digest("ciphertext");
    private static final TokenUsage USAGE = new TokenUsage(100, 0, 50, 0);

    private static final TokenUsage PARTIAL = new TokenUsage(30, 0, 10, 0);

    /** What {@link #PARTIAL} costs. */
    static final long PARTIAL_COST = 800;

    /** Sealed to these workers. */
    record Order(EncodedHeader header, List<Gpu> workers, Instant at) {}

    private Requests() {}

    static Order order(RequestId request, List<Gpu> workers, Instant at) {
        return new Order(header(request, workers), workers, at);
    }

    private static EncodedHeader header(RequestId request, List<Gpu> workers) {
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
                workers.stream().map(Gpu::key).toList(),
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
                order.workers().stream().map(Gpu::candidate).toList(),
                Story.PRICES,
                reservation,
                new DayCount(LocalDate.ofInstant(order.at(), ZoneOffset.UTC), number),
                SubmissionSignature.sign(Story.CLIENT, order.header().hash(), CIPHERTEXT),
                order.at().plus(PATIENCE),
                null,
                order.at());
    }

    static InferenceCommand.Reseal reseal(Order order) {
        Header h = order.header().header();
        return new InferenceCommand.Reseal(
                h.request(),
                h.account(),
                Story.CLIENT.publicKey(),
                order.header().bytes(),
                HeaderFacts.of(h),
                order.header().hash(),
                CIPHERTEXT,
                535,
                order.workers().stream().map(Gpu::candidate).toList(),
                SubmissionSignature.sign(Story.CLIENT, order.header().hash(), CIPHERTEXT),
                null,
                order.at());
    }

    private static Bytes logSignature(RequestId request, Gpu gpu, int attempt) {
        return AssignmentSignature.sign(Story.LOG, request, gpu.key(), attempt);
    }

    static Assignment assignment(RequestId request, Gpu gpu, int attempt, long slotVersion, Instant now) {
        return new Assignment(
                gpu.worker(),
                Story.OWNER,
                gpu.key(),
                attempt,
                1000,
                new SlotMove(slotVersion, 1),
                new AssignmentReason(
                        "least-expected-wait/v1",
                        List.of(new AssignmentReason.Considered(gpu.worker(), 1, 0, 100, 0, "chosen"))),
                logSignature(request, gpu, attempt),
                now.plusSeconds(10),
                new NodeId("node_" + "0".repeat(32)),
                8);
    }

    /** A head that this worker signed and the app acknowledged. */
    static AcknowledgedHead acknowledged(Order order, Gpu gpu, int attempt) {
        Head facts = new Head(order.header().hash(), attempt, 8, PARTIAL, Story.digest("chain"));
        Bytes head = HeadCodec.encode(facts);
        return new AcknowledgedHead(
                head,
                facts,
                Heads.sign(gpu.receipts(), head),
                Heads.acknowledge(Story.CLIENT, head),
                gpu.receipts().publicKey(),
                Story.CLIENT.publicKey());
    }

    static InferenceCommand.Complete complete(
            Order order, Gpu gpu, int attempt, long laneVersion, long slotVersion, Instant at) {
        RequestId request = order.header().header().request();
        Receipt receipt = new Receipt(
                request,
                order.header().hash(),
                CIPHERTEXT,
                Story.digest("chain"),
                gpu.worker(),
                gpu.key(),
                gpu.evidence(),
                attempt,
                logSignature(request, gpu, attempt),
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
                gpu.worker(),
                ReceiptFacts.of(receipt),
                bytes,
                Receipts.sign(gpu.receipts(), bytes),
                gpu.receipts().publicKey(),
                laneVersion,
                slotVersion,
                at);
    }
}
