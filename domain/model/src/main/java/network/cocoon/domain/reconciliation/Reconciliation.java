package network.cocoon.domain.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.account.EscrowRules;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import org.jspecify.annotations.Nullable;

/** Everything that a log says, against everything that the chain was said to show. */
public final class Reconciliation {

    private Reconciliation() {}

    /**
     * What a log says.
     *
     * @param exit empty where no root was ordered
     */
    public record Logged(List<LoggedEscrow> escrows, List<LoggedBatch> batches, Optional<LoggedExit> exit) {

        public Logged {
            escrows = List.copyOf(escrows);
            batches = List.copyOf(batches);
        }
    }

    /**
     * What the chain was said to show.
     *
     * @param wallet empty where none was given: then the batches are not looked at
     * @param exit   empty where none was given: then the log's is not looked at
     * @param seen   the chain's time, for what no state was given of
     */
    public record Shown(
            List<ChainEscrow> escrows, Optional<ChainWallet> wallet, Optional<ChainExit> exit, Instant seen) {

        public Shown {
            escrows = List.copyOf(escrows);
        }
    }

    /** Escrows in the order of the log, then those that only the chain has, then the wallet and the exit. */
    public static List<Difference> of(Logged log, Shown shown, EscrowRules rules, Duration patience) {
        List<Difference> all = new ArrayList<>(escrows(log, shown, rules, patience));
        shown.wallet().ifPresent(it -> all.addAll(WalletReconciliation.of(log.batches(), it, patience)));
        String wallet = shown.wallet().map(ChainWallet::address).orElse(null);
        shown.exit().ifPresent(it -> all.addAll(exit(log.exit(), it, wallet, patience)));
        return List.copyOf(all);
    }

    private static List<Difference> exit(
            Optional<LoggedExit> log, ChainExit shown, @Nullable String wallet, Duration patience) {
        return log.filter(it -> it.address().equals(shown.address()))
                .map(it -> ExitReconciliation.of(it, shown, wallet, patience).differences())
                .orElseGet(() -> List.of(new Difference(
                        DifferenceName.EXIT_UNKNOWN,
                        shown.address(),
                        null,
                        0,
                        Nanoton.ZERO,
                        shown.balance(),
                        shown.seen())));
    }

    private static List<Difference> escrows(Logged log, Shown shown, EscrowRules rules, Duration patience) {
        List<Difference> all = new ArrayList<>();
        Map<String, ChainEscrow> chain = new HashMap<>();
        shown.escrows().forEach(escrow -> chain.put(escrow.address(), escrow));
        for (LoggedEscrow escrow : log.escrows()) {
            ChainEscrow there = chain.remove(escrow.address());
            if (there != null) {
                all.addAll(EscrowReconciliation.of(escrow, there, rules, patience));
            } else {
                all.add(new Difference(
                        DifferenceName.ESCROW_NOT_IN_STATE,
                        escrow.address(),
                        escrow.account(),
                        0,
                        escrow.held(),
                        Nanoton.ZERO,
                        shown.seen()));
            }
        }
        for (ChainEscrow escrow : shown.escrows()) {
            if (chain.containsKey(escrow.address())) {
                all.add(new Difference(
                        DifferenceName.ESCROW_UNKNOWN,
                        escrow.address(),
                        null,
                        0,
                        Nanoton.ZERO,
                        escrow.balance(),
                        escrow.seen()));
            }
        }
        return all;
    }
}
