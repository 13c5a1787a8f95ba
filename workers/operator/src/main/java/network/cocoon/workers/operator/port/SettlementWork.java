package network.cocoon.workers.operator.port;

import java.util.List;

/**
 * What the operator's books want done on chain, read anew each round. It may be a moment behind what was reported: a
 * worker that finds something here which it has reported already does it again, and that must be harmless. May throw;
 * the round is then left to the next.
 */
public interface SettlementWork {

    /** Every escrow whose history matters: from when an app was given its address until its close was reported. */
    List<WatchedEscrow> escrows();

    /**
     * The newest verified voucher of each escrow that is worth more than was redeemed by it. Whether it is due decides
     * the redeemer.
     */
    List<Redeemable> vouchers();

    /**
     * Batches that are neither confirmed nor given up: payouts to providers, oldest first, and behind them transfers. A batch whose submission failed stands here
     * again under the next attempt and with no submission, or not at all where the books gave its money back.
     */
    List<PayoutBatch> batches();
}
