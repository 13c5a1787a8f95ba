package network.cocoon.commands.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.providers.PayoutAddresses;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.provider.ProviderState;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.domain.settlement.ExitRoot;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.ExitTree;
import network.cocoon.domain.settlement.Payee;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementRefusal;
import network.cocoon.domain.settlement.SettlementState;
import network.cocoon.domain.settlement.WalletTransaction;
import org.springframework.stereotype.Service;

/**
 * The exit: which root it is to have, and what became of it there. Whoever sends roots reads and reports here; any report may
 * come again, from several at once.
 */
@Service
public class ExitOnChain {

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final StateReader states;
    private final PayoutAddresses addresses;
    private final PaymentTable payments;
    private final ExitSights sights;
    private final Duration rootEvery;
    private final InstantSource clock;

    ExitOnChain(
            Dispatcher dispatcher,
            Transactions transactions,
            StateReader states,
            PayoutAddresses addresses,
            PaymentTable payments,
            ExitSights sights,
            CocoonSettings settings,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.states = states;
        this.addresses = addresses;
        this.payments = payments;
        this.sights = sights;
        this.rootEvery = settings.ton().exit().rootEvery();
        this.clock = clock;
    }

    /** Empty while no root was ordered. */
    public Optional<Exit> exit() {
        return book().map(SettlementState.Payouts::exit);
    }

    private Optional<SettlementState.Payouts> book() {
        return states.payouts() instanceof SettlementState.Payouts book ? Optional.of(book) : Optional.empty();
    }

    /**
     * The root that is to stand next, ordered now where one is due: what is owed has changed, a batch waits for it, or
     * the last one stands for long. Empty where none is, and once the exit is open.
     *
     * @param exit      raw address
     * @param chainTime of the newest block
     */
    public Optional<ExitRoot> due(String exit, ExitTerms terms, Instant chainTime) {
        Optional<Exit> known = exit();
        if (known.filter(it -> !it.address().equals(exit) || !it.terms().equals(terms))
                .isPresent()) {
            throw new RefusedException(SettlementRefusal.EXIT_DIFFERS, "the log has another exit than the settings");
        }
        if (known.filter(Exit::open).isPresent()) {
            return Optional.empty();
        }
        if (known.map(Exit::underWay).isEmpty()) {
            try {
                order(exit, terms, known, chainTime);
            } catch (RefusedException e) {
                if (e.rejection().code() != SettlementRefusal.INVALID_ROOT) {
                    throw e;
                }
                // Somebody was credited just now who was owed nothing before.
                order(exit, terms, exit(), chainTime);
            }
        }
        return exit().map(Exit::underWay);
    }

    private void order(String exit, ExitTerms terms, Optional<Exit> known, Instant chainTime) {
        addresses.changeDue();
        List<Payee> payees = payees();
        boolean stands = known.map(Exit::standing).isPresent();
        if (!stands
                || aBatchWaits()
                || !chainTime.isBefore(known.orElseThrow().since().plus(rootEvery))
                || !owed(payees)
                        .equals(known.map(Exit::standing).map(ExitRoot::owed).orElse(List.of()))) {
            long number = known.map(Exit::ordered).orElse(0L) + 1;
            dispatcher.dispatch(new SettlementCommand.OrderExitRoot(exit, terms, number, payees, clock.instant()));
        }
    }

    /** For a root that was ordered after it, though the list may be the same as before. */
    private boolean aBatchWaits() {
        return book().stream().anyMatch(book -> book.open().stream()
                .anyMatch(batch ->
                        batch.message() == null && book.latestEnd(batch).equals(Instant.EPOCH)));
    }

    /** Everybody who is owed, in order of id; where there are too many, who is owed most. */
    private List<Payee> payees() {
        return carried().entrySet().stream()
                .filter(entry -> !entry.getValue().isZero())
                .sorted(Map.Entry.<ProviderId, Nanoton>comparingByValue().reversed())
                .limit(ExitTree.MOST_LEAVES)
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ProviderId::value))
                .flatMap(provider -> payee(provider).stream())
                .toList();
    }

    private Optional<Payee> payee(ProviderId provider) {
        return states.provider(provider) instanceof ProviderState.Registered p
                ? Optional.of(new Payee(provider, p.payoutAddress()))
                : Optional.empty();
    }

    private List<Payment> owed(List<Payee> payees) {
        Map<ProviderId, Nanoton> carried = carried();
        return payees.stream()
                .map(payee -> new Payment(
                        payee.provider(), payee.address(), carried.getOrDefault(payee.provider(), Nanoton.ZERO)))
                .toList();
    }

    private Map<ProviderId, Nanoton> carried() {
        return book().map(SettlementState.Payouts::payable).orElse(Map.of());
    }

    /** The root counts on chain. */
    public void stands(String exit, long number, Digest root, WalletTransaction transaction) {
        dispatcher.dispatch(new SettlementCommand.RecordExitRoot(exit, number, root, transaction, clock.instant()));
    }

    /** No root came in time: batches that could not be sent are over, and what is in them is the exit's to pay. */
    public void opened(String exit, long number, Instant through) {
        transactions.run(() -> {
            if (dispatcher.dispatch(new SettlementCommand.RecordExitOpen(exit, number, through, clock.instant()))
                    instanceof Outcome.Accepted accepted) {
                accepted.events().forEach(event -> {
                    if (event instanceof SettlementEvent.PayoutFailed e) {
                        payments.failed(e);
                    }
                });
            }
        });
    }

    /** The exit paid this leaf. */
    public void claimed(String exit, ExitLeaf leaf, WalletTransaction transaction) {
        transactions.run(() -> {
            if (dispatcher.dispatch(new SettlementCommand.RecordExitClaim(
                                    exit, leaf.index(), leaf.address(), leaf.owed(), transaction, clock.instant()))
                            instanceof Outcome.Accepted accepted
                    && accepted.events().getFirst() instanceof SettlementEvent.ExitClaimed e) {
                payments.claimed(e);
            }
        });
    }

    public void seen(ExitSight sight) {
        sights.keep(sight);
    }

    /** Empty while nobody looked at one. */
    Optional<ExitSight> sight() {
        return sights.last();
    }
}
