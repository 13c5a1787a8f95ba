package network.cocoon.domain.settlement;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import org.jspecify.annotations.Nullable;

/** The state of a payout period, of the network's book of payouts, or of what its reconciliation found. */
public sealed interface SettlementState {

    /** Its day is running, or nobody closed it yet; and the book before its first entry. */
    record Open() implements SettlementState {}

    /** Added up; the figures never change again. */
    record Closed(SettlementEvent.PeriodClosed figures) implements SettlementState {}

    /**
     * The book.
     *
     * @param credited  periods that are in the balances
     * @param open      batches that are neither confirmed nor failed, oldest first
     * @param lastBatch the last number given
     * @param failed    numbers of batches that failed; every other one that is not open was confirmed
     * @param transfers that were ever ordered
     * @param exit      out of which providers are paid should the operator stop; null while no root was ordered
     */
    record Payouts(
            Map<ProviderId, Balance> balances,
            Set<PeriodId> credited,
            List<Batch> open,
            long lastBatch,
            Set<Long> failed,
            Map<TransferId, OrderedTransfer> transfers,
            @Nullable Exit exit)
            implements SettlementState {
        public Payouts {
            balances = Map.copyOf(balances);
            credited = Set.copyOf(credited);
            open = List.copyOf(open);
            failed = Set.copyOf(failed);
            transfers = Map.copyOf(transfers);
        }

        /** How a batch may be sent: until then its message may be taken, the epoch where none may be sent yet. */
        public Instant latestEnd(Batch batch) {
            return exit == null || batch.transfer() != null ? Instant.MAX : exit.latestEnd(batch.number());
        }

        /** What batches may pay to whom: all that is carried, but for what an open exit pays. */
        public Map<ProviderId, Nanoton> payable() {
            Map<ProviderId, Nanoton> held = exit == null ? Map.of() : exit.held();
            Map<ProviderId, Nanoton> payable = new HashMap<>();
            balances.forEach((provider, balance) ->
                    payable.put(provider, balance.carried().minus(held.getOrDefault(provider, Nanoton.ZERO))));
            return payable;
        }

        Payouts with(@Nullable Exit next) {
            return new Payouts(balances, credited, open, lastBatch, failed, transfers, next);
        }

        /** Waits for a batch: what providers are owed beyond what is under way. */
        public Nanoton carried() {
            return balances.values().stream().map(Balance::carried).reduce(Nanoton.ZERO, Nanoton::plus);
        }
    }

    /** Where the log and the chain do not agree, in order of finding. */
    record Differences(List<Difference> open) implements SettlementState {
        public Differences {
            open = List.copyOf(open);
        }
    }
}
