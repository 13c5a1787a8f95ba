package network.cocoon.ui;

import java.util.List;
import java.util.Optional;
import network.cocoon.commands.reconciliation.Reconciliations;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.workers.operator.port.LedgerSight;
import network.cocoon.workers.operator.port.ReconciliationReports;
import network.cocoon.workers.operator.port.ReconciliationRound;

/** The log's side of reconciliation, and where its rounds are kept. */
final class ChainLedger implements LedgerSight, ReconciliationReports {

    private final Reconciliations reconciliations;

    ChainLedger(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @Override
    public List<LoggedEscrow> escrows() {
        return reconciliations.escrows();
    }

    @Override
    public List<LoggedBatch> batches(long after) {
        return reconciliations.batches(after);
    }

    @Override
    public Optional<LoggedExit> exit() {
        return reconciliations.exit();
    }

    @Override
    public void compared(ReconciliationRound round) {
        reconciliations.compared(
                round.head().seqno(), round.head().time(), round.escrows(), round.unread(), round.differences());
    }
}
