package network.cocoon.audit;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.ExitTree;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;
import org.jspecify.annotations.Nullable;

/**
 * The exit as a log has it, whatever else is wrong with that log: a provider is not to lose its claim by an operator's other
 * lies. The contract judges a claim, by its root, and not the log.
 */
final class LoggedExit {

    private final SettlementDecider decider = new SettlementDecider();
    private SettlementState state = decider.initial();

    private LoggedExit() {}

    /** Null where the log has none. Throws {@link LogReadException}. */
    static @Nullable Exit read(LogSource log) {
        LoggedExit fold = new LoggedExit();
        ExecutorService worker = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("exit-reader").factory());
        try {
            Pipeline.run(log, worker, fold::take);
        } finally {
            worker.shutdownNow();
        }
        return fold.state instanceof SettlementState.Payouts book ? book.exit() : null;
    }

    private void take(List<Decoded> chunk) {
        for (Decoded decoded : chunk) {
            if (decoded.event() instanceof SettlementEvent event && isOfTheExit(event)) {
                state = decider.evolve(state, event);
            }
        }
    }

    private static boolean isOfTheExit(SettlementEvent event) {
        return event instanceof SettlementEvent.ExitRootOrdered
                || event instanceof SettlementEvent.ExitRootSet
                || event instanceof SettlementEvent.ExitOpened
                || event instanceof SettlementEvent.ExitClaimed;
    }

    /** Whether the root is that of its list, and the address that of its terms. */
    static boolean isSound(Exit exit, ExitRoot root) {
        try {
            return ExitAddress.isThatOf(exit.terms(), exit.address())
                    && ExitTree.of(root.owed()).root().equals(root.root());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
