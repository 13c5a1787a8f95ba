package network.cocoon.audit;

import java.util.List;
import network.cocoon.domain.reconciliation.Bounds;
import network.cocoon.domain.reconciliation.Reconciliation;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.wire.chain.ChainState;
import network.cocoon.wire.chain.ChainStateFile;
import network.cocoon.wire.escrow.EscrowCells;
import org.jspecify.annotations.Nullable;

/**
 * A log held against the chain.
 *
 * @param audit       of the log itself; with a discrepancy nothing was compared
 * @param escrows     that the log has, closed ones included
 * @param batches     that the log has; not compared where no wallet was given
 * @param exit        whether the log has one; not compared where none was given
 * @param differences explained ones and alarms
 */
record ReconcileReport(
        AuditReport audit, ChainState chain, int escrows, int batches, boolean exit, List<Difference> differences) {

    ReconcileReport {
        differences = List.copyOf(differences);
    }

    static ReconcileReport of(LogSource log, AuditSettings settings, ChainStateFile chain) {
        MoneyBook money = MoneyBook.kept();
        AuditReport audit = Auditor.audit(log, settings, money);
        Reconciliation.Logged logged = money.logged();
        List<Difference> differences = audit.discrepancy() != null
                ? List.of()
                : Reconciliation.of(logged, chain.shown(), new EscrowCells(), Bounds.PATIENCE);
        return new ReconcileReport(
                audit,
                chain.state(),
                logged.escrows().size(),
                logged.batches().size(),
                logged.exit().isPresent(),
                differences);
    }

    long alarms() {
        return differences.stream().filter(d -> d.name().alarms()).count();
    }

    @Nullable Discrepancy discrepancy() {
        return audit.discrepancy();
    }

    boolean holds() {
        return discrepancy() == null && alarms() == 0;
    }
}
