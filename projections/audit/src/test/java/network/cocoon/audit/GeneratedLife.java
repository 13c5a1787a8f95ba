package network.cocoon.audit;

import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import network.cocoon.audit.GeneratedRequest.Course;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.HeaderFacts;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceDecider;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.inference.ReceiptFacts;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.settlement.Accrual;
import org.jspecify.annotations.Nullable;

/** Tells the lives of generated requests, one event at a time. */
final class GeneratedLife {

    private static final NodeId RELAY = new NodeId("node_" + "0".repeat(32));

    /** Its signatures were made a moment ago: deciding is not slowed by verifying them. */
    private final InferenceDecider decider = new InferenceDecider((_, _, _) -> true);

    private final Generated stream;
    private TreeMap<String, Accrual> accruals = new TreeMap<>();
    private long fees;

    GeneratedLife(Generated stream) {
        this.stream = stream;
    }

    /** Since the last time, in order of provider. */
    List<Accrual> takeAccruals() {
        var taken = accruals;
        accruals = new TreeMap<>();
        return List.copyOf(taken.values());
    }

    long takeFees() {
        long taken = fees;
        fees = 0;
        return taken;
    }

    /** One more event. True where it was the last. */
    boolean step(GeneratedRequest r) {
        return switch (r.told++) {
            case 0 -> submit(r);
            case 1 -> (r.course == Course.CANCELLED || r.course == Course.EXPIRED) ? end(r) : assign(r);
            case 2 -> r.course == Course.RETRIED ? failAttempt(r) : end(r);
            case 3 -> assign(r);
            default -> end(r);
        };
    }

    private boolean failAttempt(GeneratedRequest r) {
        SlotMove slot = r.worker().slot(-1);
        decide(
                r,
                new InferenceCommand.FailAttempt(
                        r.id, null, r.attempt, FailureCode.WORKER_STALLED, slot.version(), stream.now()));
        return false;
    }

    private boolean submit(GeneratedRequest r) {
        int lane = GeneratedApp.lane(r.n);
        LaneMove reservation = new LaneMove(lane, r.app.nextVersion(lane), -GeneratedRequest.MAX_COST.value());
        r.deadline = stream.now().plus(GeneratedRequest.PATIENCE);
        decide(
                r,
                new InferenceCommand.Submit(
                        r.id,
                        r.app.account,
                        r.app.clientKeyId,
                        r.app.clientKey.publicKey(),
                        Story.MODEL_DIGEST,
                        r.header.bytes(),
                        HeaderFacts.of(r.header.header()),
                        r.header.hash(),
                        r.ciphertext,
                        2071,
                        r.candidates(),
                        Story.PRICES,
                        reservation,
                        r.app.count(stream.now()),
                        r.clientSignature,
                        r.course == Course.EXPIRED ? stream.now().plusMillis(1) : r.deadline,
                        null,
                        stream.now()));
        r.app.move(reservation);
        return false;
    }

    private boolean assign(GeneratedRequest r) {
        r.attempt++;
        GeneratedWorker to = r.worker();
        List<AssignmentReason.Considered> considered = r.workers.stream()
                .map(w -> new AssignmentReason.Considered(
                        w.worker,
                        256,
                        (int) (r.n % 7),
                        1840 + r.n % 100,
                        210 + r.n % 50,
                        w == to ? "chosen" : "slower"))
                .toList();
        decide(
                r,
                new InferenceCommand.Assign(
                        r.id,
                        new Assignment(
                                to.worker,
                                to.provider,
                                to.key,
                                r.attempt,
                                GeneratedWorker.COEFFICIENT,
                                to.slot(1),
                                new AssignmentReason("least-expected-wait/v1", considered),
                                r.assignmentSignatures.get(r.attempt - 1),
                                stream.now().plusSeconds(10),
                                RELAY,
                                8),
                        stream.now()));
        return false;
    }

    private boolean end(GeneratedRequest r) {
        long lane = r.app.nextVersion(GeneratedApp.lane(r.n));
        long slot = r.attempt == 0 ? 1 : r.worker().slot(-1).version();
        InferenceEvent event = decide(
                r,
                switch (r.course) {
                    case COMPLETED, RETRIED -> completion(r, lane, slot);
                    case INTERRUPTED ->
                        new InferenceCommand.Fail(
                                r.id, null, r.attempt, FailureCode.CLIENT_GONE, r.head, lane, slot, stream.now());
                    case FAILED ->
                        new InferenceCommand.Fail(
                                r.id, null, r.attempt, FailureCode.ENGINE_FAILED, null, lane, slot, stream.now());
                    case CANCELLED -> new InferenceCommand.Cancel(r.id, r.app.account, null, lane, slot, stream.now());
                    case EXPIRED -> new InferenceCommand.Expire(r.id, null, lane, slot, stream.now());
                });
        switch (event) {
            case InferenceEvent.Completed e -> {
                r.app.move(e.release());
                earn(e.provider(), e.charge());
            }
            case InferenceEvent.Failed e -> {
                r.app.move(e.release());
                earn(e.bill());
            }
            case InferenceEvent.Cancelled e -> r.app.move(e.release());
            case InferenceEvent.Expired e -> r.app.move(e.release());
            default -> throw new IllegalStateException("not an ending: " + event);
        }
        stream.close(r.id.value());
        return true;
    }

    private InferenceCommand completion(GeneratedRequest r, long lane, long slot) {
        GeneratedRequest.Signed receipt = Objects.requireNonNull(r.receipt);
        return new InferenceCommand.Complete(
                r.id,
                r.worker().worker,
                ReceiptFacts.of(receipt.receipt()),
                receipt.bytes(),
                receipt.signature(),
                r.worker().receiptKey.publicKey(),
                lane,
                slot,
                stream.now());
    }

    private void earn(@Nullable PartialBill bill) {
        if (bill != null) {
            earn(bill.provider(), bill.charge());
        }
    }

    private void earn(ProviderId provider, Charge charge) {
        fees += charge.fee().value();
        accruals.merge(
                provider.value(),
                new Accrual(provider, charge.reward(), 1),
                (a, b) -> new Accrual(a.provider(), a.reward().plus(b.reward()), a.requests() + b.requests()));
    }

    private InferenceEvent decide(GeneratedRequest r, InferenceCommand command) {
        return stream.decide(r.id.value(), decider, command);
    }
}
