package network.cocoon.commands.admission;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** A lock or a move outside a transaction would be given up at once: a programming error, found at the first call. */
final class InTransaction {

    private InTransaction() {}

    static void require() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("admission needs the caller's transaction");
        }
    }
}
