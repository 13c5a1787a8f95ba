package network.cocoon.workers.operator.port;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.domain.reconciliation.LoggedExit;

/** What the log says, for whoever holds it against the chain. Read anew each round. May throw; the round is then left out. */
public interface LedgerSight {

    /** Every open escrow. */
    List<LoggedEscrow> escrows();

    /**
     * Batches of payouts, oldest first: all that are not confirmed, failed ones included, and of those that are, at least the
     * ones whose message the wallet took after that logical time.
     *
     * @param after 0 for all
     */
    List<LoggedBatch> batches(long after);

    /** The log's exit; empty where no root was ordered. */
    Optional<LoggedExit> exit();
}
