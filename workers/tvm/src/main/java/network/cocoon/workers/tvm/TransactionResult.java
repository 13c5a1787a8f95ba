package network.cocoon.workers.tvm;

import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.Transaction;

/** What the network would have made of a message. */
public sealed interface TransactionResult {

    /** There is a transaction, whether or not the contract threw in it: its phases say. */
    record Executed(ShardAccount account, Transaction transaction, String vmLog) implements TransactionResult {}

    /**
     * An external message that the contract did not accept, or another that cannot be a transaction: nothing happened,
     * and nobody paid.
     *
     * @param exitCode of the code that ran; 0 where none did
     */
    record Refused(String reason, int exitCode, String vmLog) implements TransactionResult {}

    /** The transaction, where there must be one. */
    default Executed executed() {
        return switch (this) {
            case Executed executed -> executed;
            case Refused refused ->
                throw new IllegalStateException("refused: " + refused.reason + " (" + refused.exitCode + ")");
        };
    }
}
