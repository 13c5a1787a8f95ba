package network.cocoon.commands.reconciliation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.escrow.Redemptions;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.wire.api.ReconciliationApi.LastRound;
import network.cocoon.wire.api.ReconciliationApi.ReconciliationStatus;
import org.springframework.stereotype.Service;

/**
 * What the log says, for whoever holds it against the chain, and what that came to. An alarm is an event when it appears and
 * another when it is no more; what is explained stands beside the newest round.
 */
@Service
public class Reconciliations {

    private final Redemptions redemptions;
    private final LoggedPayouts payouts;
    private final RoundTable rounds;
    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final StateReader states;
    private final InstantSource clock;

    Reconciliations(
            Redemptions redemptions,
            LoggedPayouts payouts,
            RoundTable rounds,
            Dispatcher dispatcher,
            Transactions transactions,
            StateReader states,
            InstantSource clock) {
        this.redemptions = redemptions;
        this.payouts = payouts;
        this.rounds = rounds;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.states = states;
        this.clock = clock;
    }

    /** Every open escrow. */
    public List<LoggedEscrow> escrows() {
        return redemptions.watched().stream()
                .map(watched -> LoggedEscrow.of(watched.account(), watched.escrow()))
                .toList();
    }

    /** The log's exit; empty where no root was ordered. */
    public Optional<LoggedExit> exit() {
        return payouts.exit();
    }

    /** Batches that are not confirmed, and confirmed ones whose message the wallet took after that logical time. */
    public List<LoggedBatch> batches(long after) {
        return payouts.batches().stream()
                .filter(batch -> !(batch.outcome() instanceof LoggedBatch.Confirmed confirmed)
                        || confirmed.accepted().lt() > after)
                .toList();
    }

    /**
     * A round ended. Repeating it changes nothing.
     *
     * @param seqno       the chain's newest block when it began
     * @param seen        that block's time
     * @param escrows     that were compared
     * @param unread      subjects that could not be looked at: what is open about these stays open
     * @param differences explained ones and alarms
     */
    public void compared(long seqno, Instant seen, int escrows, List<String> unread, List<Difference> differences) {
        Instant now = clock.instant();
        List<Difference> alarms = chosen(differences, true);
        List<Difference> explained = chosen(differences, false);
        transactions.run(() -> {
            dispatcher.dispatch(new SettlementCommand.ReportDifferences(alarms, unread, now));
            rounds.store(new LastRound(now, seqno, seen, escrows, unread.size()), explained);
        });
    }

    /** Each once, as an escrow's two forged vouchers are one difference, and no more than say something. */
    private static List<Difference> chosen(List<Difference> all, boolean alarms) {
        List<Difference> chosen = new ArrayList<>();
        for (Difference difference : all) {
            if (difference.name().alarms() == alarms
                    && chosen.size() < SettlementDecider.MOST_DIFFERENCES
                    && chosen.stream().noneMatch(difference::isSame)) {
                chosen.add(difference);
            }
        }
        return chosen;
    }

    ReconciliationStatus status() {
        List<Difference> open =
                states.differences() instanceof SettlementState.Differences found ? found.open() : List.of();
        return rounds.last()
                .map(last -> new ReconciliationStatus(last.round(), open, last.explained()))
                .orElseGet(() -> new ReconciliationStatus(null, open, List.of()));
    }
}
