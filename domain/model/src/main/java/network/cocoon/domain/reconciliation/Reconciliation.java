package network.cocoon.domain.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.account.EscrowRules;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;

/** Everything that a log says, against everything that the chain was said to show. */
public final class Reconciliation {

    private Reconciliation() {}

    /**
     * Escrows in the order of the log, then those that only the chain has, then the wallet.
     *
     * @param seen   the chain's time, for what no state was given of
     * @param wallet empty where none was given: then the batches are not looked at
     */
    public static List<Difference> of(
            List<LoggedEscrow> logged,
            List<LoggedBatch> batches,
            List<ChainEscrow> shown,
            List<ChainWallet> wallet,
            Instant seen,
            EscrowRules rules,
            Duration patience) {
        List<Difference> all = new ArrayList<>();
        Map<String, ChainEscrow> chain = new HashMap<>();
        shown.forEach(escrow -> chain.put(escrow.address(), escrow));
        for (LoggedEscrow escrow : logged) {
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
                        seen));
            }
        }
        for (ChainEscrow escrow : shown) {
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
        wallet.forEach(it -> all.addAll(WalletReconciliation.of(batches, it, patience)));
        return List.copyOf(all);
    }
}
