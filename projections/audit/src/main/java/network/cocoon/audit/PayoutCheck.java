package network.cocoon.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.Payee;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;

/**
 * Payouts: balances hold what closed periods earned, every batch pays whole balances to proven wallets, none twice. Whether
 * the chain has those payments is asked of the chain, not of the log.
 */
final class PayoutCheck {

    private final SettlementDecider decider = new SettlementDecider();
    /** Whether what is scheduled at a time for a provider may go to an address, by the log so far. */
    @FunctionalInterface
    interface Addresses {
        boolean isPaidAt(ProviderId provider, String address, Instant at);
    }

    private final Addresses addresses;
    private final Map<PeriodId, List<Accrual>> closed = new HashMap<>();
    private SettlementState book = decider.initial();

    PayoutCheck(Addresses addresses) {
        this.addresses = addresses;
    }

    void closed(SettlementEvent.PeriodClosed e) {
        closed.put(e.period(), e.accruals());
    }

    void check(SettlementEvent event, Place place) {
        Sequences.onItsStream(SettlementDecider.PAYOUTS, place);
        place.decided(decider.decide(again(event, place), book), event);
        book = decider.evolve(book, event);
    }

    private SettlementCommand again(SettlementEvent event, Place place) {
        return switch (event) {
            case SettlementEvent.BalancesCredited e -> {
                List<Accrual> accruals = closed.get(e.period());
                if (accruals == null) {
                    throw place.wrong("payout", "a closed period", e.period());
                }
                place.require(accruals.equals(e.accruals()), "payout", accruals, e.accruals());
                yield new SettlementCommand.CreditBalances(e.period(), e.accruals(), e.at());
            }
            case SettlementEvent.PayoutScheduled e -> {
                e.payments().forEach(payment -> goesHome(payment, e.at(), place));
                yield new SettlementCommand.SchedulePayout(
                        e.threshold(),
                        SettlementDecider.MOST_PAYMENTS,
                        e.payments().stream()
                                .map(p -> new Payee(p.provider(), p.address()))
                                .toList(),
                        e.at());
            }
            case SettlementEvent.TransferOrdered e -> new SettlementCommand.OrderTransfer(e.transfer(), e.at());
            case SettlementEvent.PayoutSubmitted e ->
                new SettlementCommand.SubmitPayout(e.batch(), e.message(), e.at());
            case SettlementEvent.PayoutConfirmed e ->
                new SettlementCommand.ConfirmPayout(e.batch(), e.accepted(), e.paid(), e.fee(), e.at());
            case SettlementEvent.PayoutFailed e ->
                new SettlementCommand.FailPayout(e.batch(), e.reason(), e.transaction(), e.fee(), e.at());
            case SettlementEvent.ExitRootOrdered e -> ordered(e, place);
            case SettlementEvent.ExitRootSet e ->
                new SettlementCommand.RecordExitRoot(e.exit(), e.number(), e.root(), e.transaction(), e.at());
            case SettlementEvent.ExitOpened e ->
                new SettlementCommand.RecordExitOpen(e.exit(), e.number(), e.through(), e.at());
            case SettlementEvent.ExitClaimed e -> claimed(e, place);
            case SettlementEvent.PeriodClosed e -> throw place.wrong("payout", "a payout", e.period());
            case SettlementEvent.DifferenceFound _, SettlementEvent.DifferenceResolved _ ->
                throw place.wrong("payout", "a payout", "a difference");
        };
    }

    /** The decider makes the root again from the balances; here is asked what it cannot know. */
    private SettlementCommand ordered(SettlementEvent.ExitRootOrdered e, Place place) {
        place.require(
                ExitAddress.isThatOf(e.terms(), e.exit()), "exit", "the address that follows from the terms", e.exit());
        e.owed().forEach(payment -> goesHome(payment, e.at(), place));
        return new SettlementCommand.OrderExitRoot(
                e.exit(),
                e.terms(),
                e.number(),
                e.owed().stream().map(p -> new Payee(p.provider(), p.address())).toList(),
                e.at());
    }

    private SettlementCommand claimed(SettlementEvent.ExitClaimed e, Place place) {
        if (!(book instanceof SettlementState.Payouts payouts)
                || payouts.exit() == null
                || payouts.exit().standing() == null
                || e.index() < 0
                || e.index() >= payouts.exit().standing().owed().size()) {
            throw place.wrong("exit", "a leaf of the root that stands", e.index());
        }
        String address = payouts.exit().standing().owed().get(e.index()).address();
        return new SettlementCommand.RecordExitClaim(e.exit(), e.index(), address, e.amount(), e.transaction(), e.at());
    }

    private void goesHome(Payment payment, Instant at, Place place) {
        place.require(
                addresses.isPaidAt(payment.provider(), payment.address(), at),
                "payout",
                "the wallet of " + payment.provider() + " that was in force",
                payment.address());
    }
}
