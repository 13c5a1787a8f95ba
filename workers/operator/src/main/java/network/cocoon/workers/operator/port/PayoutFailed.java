package network.cocoon.workers.operator.port;

import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;

/**
 * An attempt that paid nobody and never will.
 *
 * @param tx  the transaction that proves it; none where the message was never executed and its time is over
 * @param fee nanoton that it cost the wallet all the same
 */
public record PayoutFailed(BatchId batch, int attempt, Reason reason, Optional<TransactionRef> tx, Nanoton fee) {

    /** How it failed. */
    public enum Reason {
        /** The wallet's history is known beyond the message's deadline, and the message is not in it. */
        NEVER_EXECUTED,
        /** The wallet took the message and could not send itself the list, for want of coins. */
        NOT_SENT_TO_ITSELF,
        /** The list arrived and could not be carried out, or bounced. */
        LIST_FAILED,
        /** A transfer was given up before anything was submitted: the wallet would not have kept enough. */
        NOT_COVERED
    }
}
