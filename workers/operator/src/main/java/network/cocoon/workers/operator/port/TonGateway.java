package network.cocoon.workers.operator.port;

import java.util.List;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;

/**
 * The chain. Every method may throw {@link TonFailure} and nothing else; it says who or what must act. Safe for many
 * threads. What it answers was checked as far as an answer can be: hashes recomputed, histories linked.
 */
public interface TonGateway {

    /** Most transactions in one page. */
    int MAX_PAGE = 100;

    /** The newest masterchain block. */
    ChainHead head();

    /** The account as of its newest block, which may still be replaced by another. Never to be credited from. */
    AccountSnapshot account(TonAddress address);

    /**
     * Runs a get-method on the newest state. The caller gets what the contract answers, which nothing proves.
     *
     * @param method at most 128 characters
     * @param arguments in the order of the method's parameters
     */
    GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments);

    /**
     * Hands an external message to the network; a message with a StateInit deploys. Taken means no more than that a server
     * took it: what became of it is in the account's history. The same message may be sent any number of times.
     *
     * @param message the whole message, at most 64 KiB as a bag of cells
     */
    SendAnswer send(Cell message);

    /**
     * The account's transactions after that cursor, oldest first, without a gap, and only those that count by the
     * gateway's confirmation policy. Throws {@link TonFailure.Code#HISTORY_CHANGED} where the cursor's transaction is
     * no longer part of the history.
     *
     * @param after {@link Cursor#START} for the whole history
     * @param limit 1 to {@link #MAX_PAGE}
     */
    HistoryPage transactions(TonAddress account, Cursor after, int limit);
}
