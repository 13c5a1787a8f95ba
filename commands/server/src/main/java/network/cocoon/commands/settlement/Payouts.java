package network.cocoon.commands.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.providers.PayoutAddresses;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.PayoutProposal;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.settlement.Balance;
import network.cocoon.domain.settlement.Batch;
import network.cocoon.domain.settlement.Payee;
import network.cocoon.domain.settlement.PayoutFailure;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementDecider;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementRefusal;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.settlement.WalletTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * What providers are owed, and the batches in which they are paid; transfers of the operator are among the open batches. Whoever sends them on chain reads {@link #open()} and
 * reports; any report may come again, from several at once.
 */
@Service
public class Payouts {

    /** In one order: a million providers at most are looked at before the caller gets an answer. */
    private static final int MOST_BATCHES = 4_000;

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final PaymentTable payments;
    private final PayoutAddresses addresses;
    private final StateReader states;
    private final CocoonSettings.Ton settings;
    private final InstantSource clock;

    Payouts(
            Dispatcher dispatcher,
            Transactions transactions,
            PaymentTable payments,
            PayoutAddresses addresses,
            StateReader states,
            CocoonSettings settings,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.payments = payments;
        this.addresses = addresses;
        this.states = states;
        this.settings = settings.ton();
        this.clock = clock;
    }

    /** Puts everybody who is owed the threshold into batches. Does nothing where nobody is. */
    public void schedule() {
        if (settings.networkId() == null) {
            throw new RefusedException(PayoutRefusal.NO_CHAIN, "this network has no chain to pay on");
        }
        addresses.changeDue();
        for (int i = 0; i < MOST_BATCHES; i++) {
            List<Payee> payees = due();
            if (payees.isEmpty()) {
                return;
            }
            try {
                carryOut(new SettlementCommand.SchedulePayout(
                        threshold(), SettlementDecider.MOST_PAYMENTS, payees, clock.instant()));
            } catch (RefusedException e) {
                // Another node was quicker.
                if (e.rejection().code() == SettlementRefusal.NOTHING_DUE) {
                    return;
                }
                throw e;
            }
        }
    }

    private Nanoton threshold() {
        return Nanoton.of(settings.payoutThreshold());
    }

    private List<Payee> due() {
        return book().payable().entrySet().stream()
                .filter(entry -> entry.getValue().compareTo(threshold()) >= 0)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ProviderId::value))
                .flatMap(provider -> payee(provider).stream())
                .limit(SettlementDecider.MOST_PAYMENTS)
                .toList();
    }

    private Optional<Payee> payee(ProviderId provider) {
        return switch (states.provider(provider)) {
            case ProviderState.Absent _ -> Optional.empty();
            // A change became due just now: the next batch pays there.
            case ProviderState.Registered p when isDue(p.proposal()) -> Optional.empty();
            case ProviderState.Registered p -> Optional.of(new Payee(provider, p.payoutAddress()));
        };
    }

    private boolean isDue(@Nullable PayoutProposal proposal) {
        return proposal != null && !clock.instant().isBefore(proposal.due());
    }

    /** Everybody's balance. */
    public Map<ProviderId, Balance> balances() {
        return book().balances();
    }

    /** What all providers together are owed beyond what is in batches. */
    public Nanoton carried() {
        return book().carried();
    }

    /** Periods that are in the balances. */
    Set<PeriodId> credited() {
        return book().credited();
    }

    /** Until when a first message for a batch may be taken: the epoch where none may be sent yet. */
    public Instant latestEnd(Batch batch) {
        return book().latestEnd(batch);
    }

    /** Batches that are neither confirmed nor failed, oldest first. */
    public List<Batch> open() {
        return book().open();
    }

    private SettlementState.Payouts book() {
        return states.payouts() instanceof SettlementState.Payouts book
                ? book
                : new SettlementState.Payouts(Map.of(), Set.of(), List.of(), 0, Set.of(), Map.of(), null);
    }

    /**
     * Stores the one message that may carry out a batch.
     *
     * @return the one that stands: the first that anybody submitted
     */
    public PayoutMessage submit(long batch, PayoutMessage proposed) {
        dispatcher.dispatch(new SettlementCommand.SubmitPayout(batch, proposed, clock.instant()));
        return open().stream()
                .filter(open -> open.number() == batch)
                .findFirst()
                .map(Batch::message)
                .orElseThrow(() -> new RefusedException(SettlementRefusal.BATCH_CLOSED, "batch " + batch + " is over"));
    }

    /** All of the batch's payments were sent. */
    public void confirmed(long batch, WalletTransaction accepted, WalletTransaction paid, Nanoton fee) {
        carryOut(new SettlementCommand.ConfirmPayout(batch, accepted, paid, fee, clock.instant()));
    }

    /** None of the batch's payments was made and none will be. */
    public void failed(long batch, PayoutFailure reason, @Nullable WalletTransaction proof, Nanoton fee) {
        carryOut(new SettlementCommand.FailPayout(batch, reason, proof, fee, clock.instant()));
    }

    private void carryOut(SettlementCommand command) {
        transactions.run(() -> {
            if (dispatcher.dispatch(command) instanceof Outcome.Accepted accepted) {
                switch (accepted.events().getFirst()) {
                    case SettlementEvent.PayoutScheduled e -> payments.scheduled(e);
                    case SettlementEvent.PayoutConfirmed e -> payments.confirmed(e);
                    case SettlementEvent.PayoutFailed e -> payments.failed(e);
                    default -> {}
                }
            }
        });
    }
}
