package network.cocoon.domain.inference;

import network.cocoon.domain.inference.InferenceCommand.Cancel;
import network.cocoon.domain.inference.InferenceCommand.Complete;
import network.cocoon.domain.inference.InferenceCommand.Expire;
import network.cocoon.domain.inference.InferenceCommand.Fail;
import network.cocoon.domain.inference.InferenceCommand.FailAttempt;
import network.cocoon.domain.inference.InferenceState.Assigned;
import network.cocoon.domain.inference.InferenceState.Known;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.Charge;
import network.cocoon.domain.registry.PriceRule;
import org.jspecify.annotations.Nullable;

/** The events that end a request. Each gives back what was reserved and not spent, and the slot where one was taken. */
final class Endings {

    private Endings() {}

    static InferenceEvent.Completed completed(Complete c, Assigned assigned) {
        InferenceEvent.Requested order = assigned.order();
        Assignment assignment = assigned.assignment();
        ReceiptFacts facts = c.receiptFacts();
        Charge charge = PriceRule.charge(order.prices(), assignment.coefficient(), facts.usage());
        return new InferenceEvent.Completed(
                c.request(),
                order.account(),
                assignment.worker(),
                assignment.provider(),
                assignment.attempt(),
                facts.usage(),
                charge,
                c.receipt(),
                c.receiptSignature(),
                facts.firstToken(),
                facts.finished(),
                release(order, c.laneVersion(), charge.cost()),
                new SlotMove(c.slotVersion(), -1),
                c.at());
    }

    static InferenceEvent.AttemptFailed attemptFailed(FailAttempt c, Assigned assigned) {
        Assignment assignment = assigned.assignment();
        return new InferenceEvent.AttemptFailed(
                c.request(),
                assignment.worker(),
                assignment.key(),
                assignment.attempt(),
                c.code(),
                c.code().fault(),
                new SlotMove(c.slotVersion(), -1),
                c.at());
    }

    static InferenceEvent.Failed failed(Fail c, Known open) {
        PartialBill bill = bill(c.acknowledged(), open);
        return new InferenceEvent.Failed(
                c.request(),
                open.order().account(),
                c.code(),
                c.code().fault(),
                worker(open),
                attempt(open),
                release(open.order(), c.laneVersion(), cost(bill)),
                slot(open, c.slotVersion()),
                bill,
                c.at());
    }

    static InferenceEvent.Cancelled cancelled(Cancel c, Known open) {
        PartialBill bill = bill(c.acknowledged(), open);
        return new InferenceEvent.Cancelled(
                c.request(),
                open.order().account(),
                worker(open),
                attempt(open),
                release(open.order(), c.laneVersion(), cost(bill)),
                slot(open, c.slotVersion()),
                bill,
                c.at());
    }

    static InferenceEvent.Expired expired(Expire c, Known open) {
        PartialBill bill = bill(c.acknowledged(), open);
        return new InferenceEvent.Expired(
                c.request(),
                open.order().account(),
                worker(open),
                attempt(open),
                release(open.order(), c.laneVersion(), cost(bill)),
                slot(open, c.slotVersion()),
                bill,
                c.at());
    }

    /** Of a head that {@link HeadRules} let pass; its charge is within the ceiling, whose worst case was covered. */
    private static @Nullable PartialBill bill(@Nullable AcknowledgedHead acknowledged, Known open) {
        if (acknowledged == null || !(open instanceof Assigned assigned)) {
            return null;
        }
        Assignment assignment = assigned.assignment();
        TokenUsage usage = acknowledged.facts().usage();
        return new PartialBill(
                assignment.provider(),
                acknowledged.head(),
                acknowledged.headSignature(),
                acknowledged.acknowledgement(),
                usage,
                PriceRule.charge(open.order().prices(), assignment.coefficient(), usage));
    }

    private static Nanoton cost(@Nullable PartialBill bill) {
        return bill == null ? Nanoton.ZERO : bill.charge().cost();
    }

    private static LaneMove release(InferenceEvent.Requested order, long version, Nanoton cost) {
        return new LaneMove(
                order.reservation().lane(), version, order.maxCost().minus(cost).value());
    }

    private static @Nullable WorkerId worker(Known open) {
        return open instanceof Assigned a ? a.assignment().worker() : null;
    }

    private static int attempt(Known open) {
        return switch (open) {
            case InferenceState.Queued queued -> queued.attempts().last();
            case InferenceState.Unsealed unsealed -> unsealed.attempts().last();
            case Assigned assigned -> assigned.assignment().attempt();
            case InferenceState.Closed closed -> closed.attempt();
        };
    }

    private static @Nullable SlotMove slot(Known open, long version) {
        return open instanceof Assigned ? new SlotMove(version, -1) : null;
    }
}
