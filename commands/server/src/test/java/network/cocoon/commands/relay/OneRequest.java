package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.HeaderHash;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.envelope.Receipts;
import network.cocoon.domain.envelope.SubmissionSignature;
import network.cocoon.domain.inference.AcknowledgedHead;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.HeaderFacts;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceDecider;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceRefusal;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.inference.ReceiptFacts;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.registry.Multipliers;
import network.cocoon.domain.registry.PriceList;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * One request with its worker, its app and its relay, each doing what it is told; and beside it, counted by hand, what must
 * come of it.
 */
final class OneRequest {

    enum Ending {
        CANCELLED,
        WORKER_FAILED,
        CLIENT_GONE,
        EXPIRED
    }

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(120);
    private static final RequestId REQUEST = new RequestId("1".repeat(32));
    private static final AccountId APP = new AccountId("app_" + "a".repeat(32));
    private static final SigningKey CLIENT = key(1);
    private static final SigningKey RECEIPTS = key(2);
    private static final SigningKey STRANGER = key(3);
    private static final ClientKeyId CLIENT_KEY =
            new ClientKeyId("key_" + Digest.sha256(CLIENT.publicKey().toArray()).hex());
    private static final PriceList PRICES =
            new PriceList(new ModelId("cocoon-tiny"), 1, Nanoton.of(20), Multipliers.EVEN, 5);
    private static final int COEFFICIENT = 1000;
    private static final long RESERVED = 40_000;
    private static final int WINDOW = 4;
    private static final Bytes HEADER = Bytes.of("header".getBytes(StandardCharsets.UTF_8));
    private static final Digest CONTENT = Digest.sha256(new byte[] {1});

    /** Three workers, so that two may fail before a first frame. */
    private static final List<Candidate> CANDIDATES =
            List.of(candidate('c', '4'), candidate('d', '5'), candidate('e', '6'));

    private static final List<WorkerKeyId> RECIPIENTS =
            CANDIDATES.stream().map(Candidate::key).toList();
    private static final Digest HEADER_HASH = HeaderHash.of(HEADER, RECIPIENTS);

    private final SplittableRandom random;
    private final InferenceDecider decider = new InferenceDecider();
    private final List<InferenceEvent> events = new ArrayList<>();
    private InferenceState state = decider.initial();
    private int attempt;
    private RelayWindow window;
    private Stream stream;
    private ResponseMessage.@Nullable Frame waiting;
    private final List<ResponseMessage.SignedHead> came = new ArrayList<>();
    private @Nullable Acknowledgement written;

    // By hand: frames that a head covers which the app acknowledged, and whether the worker signed that head.
    private int acknowledged;
    private boolean billable = true;
    private int writtenFrames;
    private boolean writtenBillable = true;
    private @Nullable Long owed;

    OneRequest(long choice) {
        random = new SplittableRandom(choice);
        accept(submit());
        assign();
    }

    private static SigningKey key(int n) {
        byte[] seed = new byte[SigningKey.KEY_BYTES];
        seed[0] = (byte) n;
        return SigningKey.ofSeed(seed);
    }

    private static Candidate candidate(char worker, char key) {
        return new Candidate(
                new WorkerId("gpu_" + String.valueOf(worker).repeat(32)),
                new ProviderId("own_" + "e".repeat(32)),
                new WorkerKeyId(String.valueOf(key).repeat(64)));
    }

    private static InferenceCommand.Submit submit() {
        HeaderFacts facts = new HeaderFacts(
                REQUEST,
                APP,
                CLIENT_KEY,
                PRICES.model(),
                CONTENT,
                RECIPIENTS,
                PRICES.digest(),
                COEFFICIENT,
                1000,
                Nanoton.of(RESERVED),
                DEADLINE);
        return new InferenceCommand.Submit(
                REQUEST,
                APP,
                CLIENT_KEY,
                CLIENT.publicKey(),
                CONTENT,
                HEADER,
                facts,
                HEADER_HASH,
                CONTENT,
                535,
                CANDIDATES,
                PRICES,
                new LaneMove(1, 7, -RESERVED),
                new DayCount(LocalDate.parse("2026-11-20"), 1),
                SubmissionSignature.sign(CLIENT, HEADER_HASH, CONTENT),
                DEADLINE,
                null,
                NOW);
    }

    InferenceEvent.Requested requested() {
        return (InferenceEvent.Requested) events.getFirst();
    }

    Assignment assignment() {
        return ((InferenceEvent.Assigned) events.get(1)).assignment();
    }

    private void assign() {
        attempt++;
        Candidate to = CANDIDATES.get(attempt - 1);
        accept(new InferenceCommand.Assign(
                REQUEST,
                new Assignment(
                        to.worker(),
                        to.provider(),
                        to.key(),
                        attempt,
                        COEFFICIENT,
                        new SlotMove(3, 1),
                        new AssignmentReason("least-expected-wait/v1", List.of()),
                        HEADER,
                        NOW.plusSeconds(10),
                        new NodeId("node_" + "a".repeat(32)),
                        WINDOW),
                NOW));
        window = new RelayWindow(new Attempt(attempt, to.key(), HEADER_HASH, WINDOW));
        stream = new Stream(HEADER_HASH, to.key(), attempt, RECEIPTS);
        assertThat(window.offer(stream.opening())).isEqualTo(RelayWindow.Verdict.PASSES);
    }

    private void accept(InferenceCommand command) {
        assertThat(tried(command)).isInstanceOf(Decision.Accepted.class);
    }

    private Decision<InferenceEvent> tried(InferenceCommand command) {
        Decision<InferenceEvent> decision = decider.decide(command, state);
        if (decision instanceof Decision.Accepted<InferenceEvent> accepted) {
            for (InferenceEvent event : accepted.events()) {
                events.add(event);
                state = decider.evolve(state, event);
            }
        }
        return decision;
    }

    private boolean over() {
        return state instanceof InferenceState.Closed;
    }

    /** An honest worker: no frame beyond a window without a head. */
    void frame() {
        ResponseMessage.Frame frame = waiting;
        if (over() || (frame == null && stream.frames() - covered() >= WINDOW)) {
            return;
        }
        if (frame == null) {
            frame = stream.frame(false);
        }
        boolean open = stream.frames() - 1 - acknowledged < WINDOW;
        assertThat(window.offer(frame)).isEqualTo(open ? RelayWindow.Verdict.PASSES : RelayWindow.Verdict.WAITS);
        waiting = open ? null : frame;
    }

    private int covered() {
        return came.isEmpty() ? 0 : HeadCodec.decode(came.getLast().head()).sequence();
    }

    void head(boolean byWorker) {
        if (over() || waiting != null || stream.frames() == covered()) {
            return;
        }
        ResponseMessage.SignedHead head = stream.head(byWorker ? RECEIPTS : STRANGER);
        assertThat(window.offer(head)).isEqualTo(RelayWindow.Verdict.PASSES);
        came.add(head);
    }

    void acknowledgeNewest() {
        if (!came.isEmpty()) {
            acknowledge(came.getLast());
        }
    }

    void acknowledgeAny() {
        if (!came.isEmpty()) {
            acknowledge(came.get(random.nextInt(came.size())));
        }
    }

    /** A head that the worker made, and that never passed here. */
    void acknowledgeUnsent() {
        if (!over() && waiting == null && stream.frames() > covered()) {
            ResponseMessage.SignedHead unsent = stream.head();
            assertThat(window.acknowledge(HeadCodec.decode(unsent.head()), word(unsent)))
                    .isFalse();
        }
    }

    private void acknowledge(ResponseMessage.SignedHead head) {
        if (over()) {
            return;
        }
        int frames = HeadCodec.decode(head.head()).sequence();
        assertThat(window.acknowledge(HeadCodec.decode(head.head()), word(head)))
                .isEqualTo(frames > acknowledged);
        if (frames > acknowledged) {
            acknowledged = frames;
            billable = Heads.verify(RECEIPTS.publicKey(), head.signature(), head.head());
        }
    }

    private static Acknowledgement word(ResponseMessage.SignedHead head) {
        return new Acknowledgement(head.head(), head.signature(), Heads.acknowledge(CLIENT, head.head()));
    }

    void writeBehind() {
        written = window.highest().orElse(null);
        writtenFrames = acknowledged;
        writtenBillable = billable;
    }

    /** Before its first frame only: then another worker has it, while there is one. */
    void failAttempt() {
        if (over() || stream.frames() > 0 || attempt == CANDIDATES.size()) {
            return;
        }
        accept(new InferenceCommand.FailAttempt(REQUEST, null, attempt, FailureCode.WORKER_STALLED, 4, NOW));
        assign();
    }

    /** The worker's receipt is for all that it sealed, whatever of it was acknowledged. */
    void complete() {
        boolean first = !over();
        var usage = Stream.usage(stream.frames());
        Candidate by = CANDIDATES.get(attempt - 1);
        Bytes receipt = Bytes.of(("receipt of " + stream.frames()).getBytes(StandardCharsets.UTF_8));
        Decision<InferenceEvent> decision = tried(new InferenceCommand.Complete(
                REQUEST,
                by.worker(),
                new ReceiptFacts(
                        HEADER_HASH,
                        CONTENT,
                        by.worker(),
                        by.key(),
                        attempt,
                        CONTENT,
                        PRICES.digest(),
                        COEFFICIENT,
                        usage,
                        Nanoton.of(cost(stream.frames())),
                        NOW,
                        NOW,
                        NOW),
                receipt,
                Receipts.sign(RECEIPTS, receipt),
                RECEIPTS.publicKey(),
                8,
                4,
                NOW.plusSeconds(1)));
        assertThat(decision instanceof Decision.Accepted).isEqualTo(first);
        if (first) {
            owed = cost(stream.frames());
        }
    }

    void end(Ending how) {
        end(how, window.highest().orElse(null), acknowledged > 0 && billable ? cost(acknowledged) : 0);
    }

    /** Another node ends it, which has what was written. */
    void loseRelay() {
        end(
                head -> new InferenceCommand.Fail(REQUEST, null, attempt, FailureCode.RELAY_LOST, head, 8, 4, NOW),
                written,
                writtenFrames > 0 && writtenBillable ? cost(writtenFrames) : 0);
    }

    private void end(Ending how, @Nullable Acknowledgement word, long expected) {
        end(
                head -> switch (how) {
                    case CANCELLED -> new InferenceCommand.Cancel(REQUEST, APP, head, 8, 4, NOW);
                    case WORKER_FAILED ->
                        new InferenceCommand.Fail(REQUEST, null, attempt, FailureCode.WORKER_LOST, head, 8, 4, NOW);
                    case CLIENT_GONE ->
                        new InferenceCommand.Fail(REQUEST, null, attempt, FailureCode.CLIENT_GONE, head, 8, 4, NOW);
                    case EXPIRED -> new InferenceCommand.Expire(REQUEST, head, 8, 4, DEADLINE);
                },
                word,
                expected);
    }

    @FunctionalInterface
    private interface Order {
        InferenceCommand with(@Nullable AcknowledgedHead head);
    }

    /** As the server does: a head that is not its worker's bills nothing, and holds up nothing. */
    private void end(Order order, @Nullable Acknowledgement word, long expected) {
        boolean first = !over();
        Decision<InferenceEvent> decision = tried(order.with(word == null ? null : head(word)));
        if (first && decision instanceof Decision.Rejected<InferenceEvent> rejected) {
            assertThat(rejected.rejection().code()).isEqualTo(InferenceRefusal.INVALID_HEAD_SIGNATURE);
            decision = tried(order.with(null));
        }
        assertThat(decision instanceof Decision.Accepted).isEqualTo(first);
        if (first) {
            owed = expected;
        }
    }

    private static AcknowledgedHead head(Acknowledgement word) {
        return new AcknowledgedHead(
                word.head(),
                HeadCodec.decode(word.head()),
                word.headSignature(),
                word.signature(),
                RECEIPTS.publicKey(),
                CLIENT.publicKey());
    }

    private static long cost(int frames) {
        return 20L * (Stream.PROMPT + Stream.A_FRAME * frames);
    }

    /** Nothing ended: nothing billed. Ended: once, as counted by hand, and the rest came back. */
    void check() {
        assertThat(window.frames() - acknowledged).isLessThanOrEqualTo(WINDOW);
        assertThat(window.acknowledged()).isEqualTo(acknowledged);
        if (owed == null) {
            assertThat(endings()).isEmpty();
            return;
        }
        assertThat(endings()).hasSize(1);
        InferenceEvent ending = endings().getFirst();
        long cost = cost(ending);
        assertThat(cost).isEqualTo(owed);
        assertThat(release(ending)).isEqualTo(new LaneMove(1, 8, RESERVED - cost));
        assertThat(((InferenceState.Closed) state).charge().cost().value()).isEqualTo(cost);
    }

    long cost() {
        return Objects.requireNonNull(owed);
    }

    List<InferenceEvent> endings() {
        return events.stream()
                .filter(event -> event instanceof InferenceEvent.Completed
                        || event instanceof InferenceEvent.Failed
                        || event instanceof InferenceEvent.Cancelled
                        || event instanceof InferenceEvent.Expired)
                .toList();
    }

    private static long cost(InferenceEvent ending) {
        if (ending instanceof InferenceEvent.Completed completed) {
            return completed.charge().cost().value();
        }
        PartialBill bill =
                switch (ending) {
                    case InferenceEvent.Failed failed -> failed.bill();
                    case InferenceEvent.Cancelled cancelled -> cancelled.bill();
                    case InferenceEvent.Expired expired -> expired.bill();
                    default -> throw new IllegalStateException("no ending");
                };
        return bill == null ? 0 : bill.charge().cost().value();
    }

    private static LaneMove release(InferenceEvent ending) {
        return switch (ending) {
            case InferenceEvent.Completed completed -> completed.release();
            case InferenceEvent.Failed failed -> failed.release();
            case InferenceEvent.Cancelled cancelled -> cancelled.release();
            case InferenceEvent.Expired expired -> expired.release();
            default -> throw new IllegalStateException("no ending");
        };
    }
}
