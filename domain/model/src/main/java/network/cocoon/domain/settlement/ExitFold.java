package network.cocoon.domain.settlement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.SettlementEvent.ExitClaimed;
import network.cocoon.domain.settlement.SettlementEvent.ExitOpened;
import network.cocoon.domain.settlement.SettlementEvent.ExitRootOrdered;
import network.cocoon.domain.settlement.SettlementEvent.ExitRootSet;
import network.cocoon.domain.settlement.SettlementState.Payouts;
import org.jspecify.annotations.Nullable;

/** The exit's part of the book's fold. */
final class ExitFold {

    private ExitFold() {}

    static Payouts ordered(Payouts book, ExitRootOrdered e) {
        Exit exit = book.exit() != null ? book.exit() : Exit.first(e.exit(), e.terms());
        ExitRoot root = new ExitRoot(e.number(), e.root(), e.owed());
        return book.with(new Exit(
                exit.address(),
                exit.terms(),
                exit.standing(),
                exit.since(),
                root,
                exit.open(),
                exit.claimed(),
                exit.before()));
    }

    static Payouts stands(Payouts book, ExitRootSet e) {
        Exit exit = book.exit();
        return exit == null
                ? book
                : book.with(new Exit(
                        exit.address(),
                        exit.terms(),
                        exit.underWay(),
                        e.transaction().when(),
                        null,
                        exit.open(),
                        exit.claimed(),
                        exit.before()));
    }

    /** A root that was still on its way can never come to stand. */
    static Payouts opened(Payouts book, ExitOpened e) {
        Exit exit = book.exit();
        return exit == null || !exit.address().equals(e.exit())
                ? book
                : book.with(new Exit(
                        exit.address(),
                        exit.terms(),
                        exit.standing(),
                        exit.since(),
                        null,
                        true,
                        exit.claimed(),
                        exit.before()));
    }

    static Payouts claimed(Payouts book, ExitClaimed e) {
        Exit exit = book.exit();
        if (exit == null) {
            return book;
        }
        Set<Integer> claimed = new HashSet<>(exit.claimed());
        claimed.add(e.index());
        Map<ProviderId, Balance> balances = new HashMap<>(book.balances());
        balances.computeIfPresent(e.provider(), (_, balance) -> balance.claimed(e.amount()));
        Exit after = new Exit(
                exit.address(),
                exit.terms(),
                exit.standing(),
                exit.since(),
                exit.underWay(),
                exit.open(),
                claimed,
                exit.before());
        return new Payouts(
                balances, book.credited(), book.open(), book.lastBatch(), book.failed(), book.transfers(), after);
    }

    /** The exit after a batch was scheduled. */
    static @Nullable Exit scheduled(@Nullable Exit exit, long batch) {
        if (exit == null || exit.open()) {
            return exit;
        }
        Map<Long, Long> before = new HashMap<>(exit.before());
        before.put(batch, exit.ordered());
        return with(exit, before);
    }

    /** The exit after a batch was confirmed or failed. */
    static @Nullable Exit ended(@Nullable Exit exit, long batch) {
        if (exit == null || !exit.before().containsKey(batch)) {
            return exit;
        }
        Map<Long, Long> before = new HashMap<>(exit.before());
        before.remove(batch);
        return with(exit, before);
    }

    private static Exit with(Exit exit, Map<Long, Long> before) {
        return new Exit(
                exit.address(),
                exit.terms(),
                exit.standing(),
                exit.since(),
                exit.underWay(),
                exit.open(),
                exit.claimed(),
                before);
    }
}
