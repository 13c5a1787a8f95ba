package network.cocoon.workers.operator.port;

import java.util.List;
import network.cocoon.domain.settlement.Difference;

/**
 * What one round of reconciliation came to.
 *
 * @param head        the chain when it began
 * @param escrows     that were compared
 * @param unread      subjects of differences that could not be looked at: addresses, and {@code batch N}
 * @param differences explained ones and alarms, none about what is unread
 */
public record ReconciliationRound(ChainHead head, int escrows, List<String> unread, List<Difference> differences) {

    public ReconciliationRound {
        unread = List.copyOf(unread);
        differences = List.copyOf(differences);
    }
}
