package network.cocoon.domain.settlement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.SettlementEvent.BalancesCredited;
import network.cocoon.domain.settlement.SettlementEvent.PayoutConfirmed;
import network.cocoon.domain.settlement.SettlementEvent.PayoutFailed;
import network.cocoon.domain.settlement.SettlementEvent.PayoutScheduled;
import network.cocoon.domain.settlement.SettlementEvent.PayoutSubmitted;
import network.cocoon.domain.settlement.SettlementState.Payouts;

/** The book's fold. */
final class PayoutFold {

    private PayoutFold() {}

    static Payouts evolve(Payouts book, SettlementEvent event) {
        return switch (event) {
            case BalancesCredited e -> credited(book, e);
            case PayoutScheduled e -> scheduled(book, e);
            case PayoutSubmitted e ->
                with(
                        book,
                        book.balances(),
                        book.open().stream()
                                .map(batch -> batch.number() == e.batch() ? batch.submitted(e.message()) : batch)
                                .toList());
            case SettlementEvent.TransferOrdered e -> TransferBook.ordered(book, e);
            case PayoutConfirmed e -> ended(book, e.batch(), Balance::paid);
            case PayoutFailed e -> {
                Payouts without = ended(book, e.batch(), Balance::returned);
                Set<Long> failed = new HashSet<>(book.failed());
                failed.add(e.batch());
                yield new Payouts(
                        without.balances(),
                        without.credited(),
                        without.open(),
                        without.lastBatch(),
                        failed,
                        without.transfers(),
                        without.exit());
            }
            case SettlementEvent.ExitRootOrdered e -> ExitFold.ordered(book, e);
            case SettlementEvent.ExitRootSet e -> ExitFold.stands(book, e);
            case SettlementEvent.ExitOpened e -> ExitFold.opened(book, e);
            case SettlementEvent.ExitClaimed e -> ExitFold.claimed(book, e);
            case SettlementEvent.PeriodClosed _,
                    SettlementEvent.DifferenceFound _,
                    SettlementEvent.DifferenceResolved _ -> book;
        };
    }

    private static Payouts credited(Payouts book, BalancesCredited e) {
        Map<ProviderId, Balance> balances = new HashMap<>(book.balances());
        for (Accrual accrual : e.accruals()) {
            balances.merge(
                    accrual.provider(),
                    Balance.NOTHING.earned(accrual.reward()),
                    (old, _) -> old.earned(accrual.reward()));
        }
        Set<PeriodId> credited = new HashSet<>(book.credited());
        credited.add(e.period());
        return new Payouts(
                balances, credited, book.open(), book.lastBatch(), book.failed(), book.transfers(), book.exit());
    }

    private static Payouts scheduled(Payouts book, PayoutScheduled e) {
        List<Batch> open = new ArrayList<>(book.open());
        open.add(Batch.of(e.batch(), e.payments()));
        return new Payouts(
                moved(book, e.payments(), Balance::scheduled),
                book.credited(),
                open,
                e.batch(),
                book.failed(),
                book.transfers(),
                ExitFold.scheduled(book.exit(), e.batch()));
    }

    private static Payouts ended(Payouts book, long number, BiFunction<Balance, Nanoton, Balance> how) {
        List<Batch> open = new ArrayList<>(book.open());
        Map<ProviderId, Balance> balances = book.balances();
        for (Batch batch : book.open()) {
            if (batch.number() == number) {
                open.remove(batch);
                balances = moved(book, batch.payments(), how);
            }
        }
        return with(book, balances, open).with(ExitFold.ended(book.exit(), number));
    }

    private static Map<ProviderId, Balance> moved(
            Payouts book, List<Payment> payments, BiFunction<Balance, Nanoton, Balance> how) {
        Map<ProviderId, Balance> balances = new HashMap<>(book.balances());
        for (Payment payment : payments) {
            balances.computeIfPresent(payment.provider(), (_, balance) -> how.apply(balance, payment.amount()));
        }
        return balances;
    }

    private static Payouts with(Payouts book, Map<ProviderId, Balance> balances, List<Batch> open) {
        return new Payouts(
                balances, book.credited(), open, book.lastBatch(), book.failed(), book.transfers(), book.exit());
    }
}
