package network.cocoon.workers.operator.port;

import java.time.Instant;
import java.util.List;

/**
 * A stretch of an account's history.
 *
 * @param transactions oldest first, each linked to the one before, the first to the cursor that was asked for
 * @param complete     true where nothing follows that counts
 * @param through      only where complete: until this time of the chain the account has no other transaction, and
 *                     what proves that counts by the confirmation policy. {@link Instant#EPOCH} where nothing is known
 */
public record HistoryPage(List<ChainTransaction> transactions, boolean complete, Instant through) {

    public HistoryPage {
        transactions = List.copyOf(transactions);
    }
}
