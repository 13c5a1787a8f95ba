package network.cocoon.domain.settlement;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.SettlementCommand.ClosePeriod;
import network.cocoon.domain.settlement.SettlementCommand.ConfirmPayout;
import network.cocoon.domain.settlement.SettlementCommand.CreditBalances;
import network.cocoon.domain.settlement.SettlementCommand.FailPayout;
import network.cocoon.domain.settlement.SettlementCommand.SchedulePayout;
import network.cocoon.domain.settlement.SettlementCommand.SubmitPayout;
import network.cocoon.domain.settlement.SettlementState.Payouts;
import org.jspecify.annotations.Nullable;

/** Decisions about the providers' balances: what is scheduled, what was sent, what became of it. */
final class PayoutBook {

    private static final Payouts EMPTY = new Payouts(Map.of(), Set.of(), List.of(), 0, Set.of(), Map.of(), null);

    private PayoutBook() {}

    static Payouts of(SettlementState state) {
        return switch (state) {
            case Payouts book -> book;
            case SettlementState.Open _, SettlementState.Closed _, SettlementState.Differences _ -> EMPTY;
        };
    }

    static Decision<SettlementEvent> decide(SettlementCommand command, Payouts book) {
        return switch (command) {
            case CreditBalances c -> credit(c, book);
            case SchedulePayout c -> schedule(c, book);
            case SettlementCommand.OrderTransfer c -> TransferBook.decide(c, book);
            case SubmitPayout c -> submit(c, book);
            case ConfirmPayout c -> confirm(c, book);
            case FailPayout c -> fail(c, book);
            case SettlementCommand.OrderExitRoot c -> ExitBook.order(c, book);
            case SettlementCommand.RecordExitRoot c -> ExitBook.stands(c, book);
            case SettlementCommand.RecordExitOpen c -> ExitBook.open(c, book);
            case SettlementCommand.RecordExitClaim c -> ExitBook.claim(c, book);
            case ClosePeriod c -> reject(SettlementRefusal.INVALID_PERIOD, c.period() + " has a stream of its own");
            case SettlementCommand.ReportDifferences _ ->
                reject(SettlementRefusal.INVALID_DIFFERENCES, "reconciliation has a stream of its own");
        };
    }

    private static Decision<SettlementEvent> credit(CreditBalances c, Payouts book) {
        if (book.credited().contains(c.period())) {
            return alreadyDone();
        }
        return SettlementDecider.inOrder(c.accruals())
                ? accept(new SettlementEvent.BalancesCredited(c.period(), c.accruals(), c.at()))
                : reject(SettlementRefusal.INVALID_ACCRUALS, "one accrual a provider, in order of its id");
    }

    private static Decision<SettlementEvent> schedule(SchedulePayout c, Payouts book) {
        if (c.threshold().isZero()
                || c.most() < 1
                || c.most() > SettlementDecider.MOST_PAYMENTS
                || !areSane(c.payees())) {
            return reject(
                    SettlementRefusal.INVALID_PAYOUT,
                    "a threshold above nothing, 1 to " + SettlementDecider.MOST_PAYMENTS
                            + " payments, payees in order of id with raw addresses");
        }
        Map<ProviderId, Nanoton> payable = book.payable();
        List<Payment> payments = c.payees().stream()
                .map(payee -> new Payment(
                        payee.provider(), payee.address(), payable.getOrDefault(payee.provider(), Nanoton.ZERO)))
                .filter(payment -> payment.amount().compareTo(c.threshold()) >= 0)
                .limit(c.most())
                .toList();
        return payments.isEmpty()
                ? reject(SettlementRefusal.NOTHING_DUE, "nobody is owed " + c.threshold())
                : accept(new SettlementEvent.PayoutScheduled(book.lastBatch() + 1, c.threshold(), payments, c.at()));
    }

    static boolean areSane(List<Payee> payees) {
        String last = "";
        for (Payee payee : payees) {
            if (payee.provider().value().compareTo(last) <= 0 || !RawAddress.is(payee.address())) {
                return false;
            }
            last = payee.provider().value();
        }
        return true;
    }

    private static Decision<SettlementEvent> submit(SubmitPayout c, Payouts book) {
        Optional<Batch> batch = find(c.batch(), book);
        if (batch.isEmpty()) {
            return isKnown(c.batch(), book)
                    ? reject(SettlementRefusal.BATCH_CLOSED, "batch " + c.batch() + " is over")
                    : unknown(c.batch());
        }
        if (batch.get().message() != null) {
            return alreadyDone(); // with the first one's message
        }
        if (!c.message().canBeSent()) {
            return reject(SettlementRefusal.INVALID_MESSAGE, "at most 64 KiB, a query id of 23 bits, an end");
        }
        Optional<SettlementRefusal> refused = book.exit() == null || batch.get().transfer() != null
                ? Optional.empty()
                : book.exit().refuses(c.batch(), c.message().end());
        return refused.<Decision<SettlementEvent>>map(why -> reject(why, "the exit could pay what is in the batch"))
                .orElseGet(() -> accept(new SettlementEvent.PayoutSubmitted(c.batch(), c.message(), c.at())));
    }

    private static Decision<SettlementEvent> confirm(ConfirmPayout c, Payouts book) {
        Optional<Batch> batch = find(c.batch(), book);
        if (batch.isPresent()) {
            return batch.get().message() == null
                    ? notSubmitted(c.batch())
                    : accept(new SettlementEvent.PayoutConfirmed(c.batch(), c.accepted(), c.paid(), c.fee(), c.at()));
        }
        if (book.failed().contains(c.batch())) {
            return reject(SettlementRefusal.PAYOUT_CONTRADICTION, "batch " + c.batch() + " was said to have failed");
        }
        return isKnown(c.batch(), book) ? alreadyDone() : unknown(c.batch());
    }

    private static Decision<SettlementEvent> fail(FailPayout c, Payouts book) {
        Optional<Batch> batch = find(c.batch(), book);
        if (batch.isPresent()) {
            return failure(c, batch.get(), book.exit());
        }
        if (book.failed().contains(c.batch())) {
            return alreadyDone();
        }
        return isKnown(c.batch(), book)
                ? reject(SettlementRefusal.PAYOUT_CONTRADICTION, "batch " + c.batch() + " was confirmed")
                : unknown(c.batch());
    }

    /** A transfer is given up before it was submitted and never after; everything else the other way round. */
    private static Decision<SettlementEvent> failure(FailPayout c, Batch batch, @Nullable Exit exit) {
        if (c.reason() == PayoutFailure.EXIT_OPENED) {
            return exit != null && exit.open() && ExitBook.isOver(batch, exit)
                    ? failed(c)
                    : reject(SettlementRefusal.PAYOUT_CONTRADICTION, "no exit pays what is in batch " + c.batch());
        }
        boolean givenUp = c.reason() == PayoutFailure.NOT_COVERED;
        if (givenUp && batch.transfer() == null) {
            return reject(SettlementRefusal.PAYOUT_CONTRADICTION, "payments to providers wait until they are covered");
        }
        if (givenUp && batch.message() != null) {
            return reject(SettlementRefusal.PAYOUT_CONTRADICTION, "batch " + c.batch() + " was submitted");
        }
        return givenUp || batch.message() != null ? failed(c) : notSubmitted(c.batch());
    }

    private static Decision<SettlementEvent> failed(FailPayout c) {
        return accept(new SettlementEvent.PayoutFailed(c.batch(), c.reason(), c.transaction(), c.fee(), c.at()));
    }

    private static Optional<Batch> find(long number, Payouts book) {
        return book.open().stream().filter(batch -> batch.number() == number).findFirst();
    }

    private static boolean isKnown(long number, Payouts book) {
        return number >= 1 && number <= book.lastBatch();
    }

    private static Decision<SettlementEvent> unknown(long number) {
        return reject(SettlementRefusal.BATCH_UNKNOWN, "there is no batch " + number);
    }

    private static Decision<SettlementEvent> notSubmitted(long number) {
        return reject(SettlementRefusal.NOT_SUBMITTED, "nothing was submitted for batch " + number);
    }
}
