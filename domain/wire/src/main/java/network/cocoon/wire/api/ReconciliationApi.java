package network.cocoon.wire.api;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.settlement.Difference;
import org.jspecify.annotations.Nullable;

/** What became of holding the log against the chain. What a difference's name means says {@code DifferenceName}. */
public interface ReconciliationApi {

    /**
     * @param last      the newest round; null before the first
     * @param alarms    differences that are open, oldest finding first, each as it was found
     * @param explained differences of the newest round that pass by themselves
     */
    record ReconciliationStatus(@Nullable LastRound last, List<Difference> alarms, List<Difference> explained) {
        public ReconciliationStatus {
            alarms = List.copyOf(alarms);
            explained = List.copyOf(explained);
        }
    }

    /**
     * @param at      when it was stored
     * @param seqno   the chain's newest block when it began
     * @param seen    that block's time
     * @param escrows that were compared
     * @param unread  things that could not be looked at: what is open about them stays open
     */
    record LastRound(Instant at, long seqno, Instant seen, int escrows, int unread) {}
}
