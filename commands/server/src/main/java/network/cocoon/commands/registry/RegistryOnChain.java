package network.cocoon.commands.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Publications;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryRefusal;
import network.cocoon.wire.api.RegistryApi.RegistryContents;
import network.cocoon.wire.api.RegistryApi.RegistryStanding;
import network.cocoon.wire.registry.RegistryChange;
import network.cocoon.wire.ton.Cell;
import org.springframework.stereotype.Service;

/**
 * What of the registry is on chain, and what is to come there. Whoever sends it reads and reports here; any report may come
 * again, from several at once.
 */
@Service
public class RegistryOnChain {

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final StateReader states;
    private final RegistryPlaces places;
    private final RegistrySights sights;
    private final boolean wanted;
    private final InstantSource clock;

    RegistryOnChain(
            Dispatcher dispatcher,
            Transactions transactions,
            StateReader states,
            RegistryPlaces places,
            RegistrySights sights,
            CocoonSettings settings,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.states = states;
        this.places = places;
        this.sights = sights;
        this.wanted = settings.ton().registry().owner() != null;
        this.clock = clock;
    }

    /**
     * How far a registry's history was reported, and what it had become.
     *
     * @param lt   logical time of the last transaction that was reported
     * @param hash of its cell
     * @param next the number of the next order
     */
    public record Place(long lt, Digest hash, long next, Digest journal, long size, Digest root, Instant anchored) {}

    /** A registry in the newest block. */
    public record Sight(
            String address,
            Cell stateInit,
            int networkId,
            Bytes key,
            String owner,
            Duration delay,
            RegistryStanding standing,
            Nanoton balance,
            RegistryContents contents,
            Instant seenAt) {}

    /**
     * A new entry of the journal.
     *
     * @param from        when it is in force
     * @param order       the number of the order
     * @param transaction hash of its cell
     * @param before      the journal's hash without it
     */
    public record Entry(
            RegistryChange change,
            Instant from,
            long order,
            Digest transaction,
            long lt,
            Instant chainTime,
            Digest before) {}

    /** @param registry raw address */
    public Optional<Place> place(String registry) {
        return places.of(registry);
    }

    public void moved(String registry, Place to) {
        places.move(registry, to);
    }

    /** The event and the place behind it, or neither. */
    public void published(String registry, Entry entry, Place after) {
        var command = new RegistryCommand.RecordPublication(
                registry,
                entry.change().listing(),
                entry.from(),
                entry.order(),
                entry.transaction(),
                entry.lt(),
                entry.chainTime(),
                entry.before(),
                entry.change().link(entry.before(), entry.chainTime()),
                clock.instant());
        transactions.run(() -> {
            dispatcher.dispatch(command);
            places.move(registry, after);
        });
    }

    /** How it looks now; and prices that apps can have read there come into force. */
    public void seen(Sight sight) {
        sights.keep(sight);
        Instant now = clock.instant();
        states.registry().duePrices(now).forEach(model -> enforce(model, now));
    }

    private void enforce(ModelId model, Instant now) {
        try {
            dispatcher.dispatch(new RegistryCommand.EnforcePrice(model, now));
        } catch (RefusedException e) {
            // Another node has done it, or another price was ordered just now.
            if (e.rejection().code() != RegistryRefusal.PRICE_NOT_DUE) {
                throw e;
            }
        }
    }

    /** Whether this network has a registry on chain, by its settings and by what was seen there. */
    boolean isKept() {
        return wanted
                && sights.last()
                        .filter(sight -> sight.standing() == RegistryStanding.DEPLOYED)
                        .isPresent();
    }

    /** Empty while nobody looked at one. */
    Optional<Sight> sight() {
        return sights.last();
    }

    /** What the log says of it: one state, read once. */
    public Publications publications() {
        return states.registry().publications();
    }

    /** What that registry does not have, in the order in which it is to come. */
    public static List<RegistryChange> waiting(Publications known, String registry) {
        return known.waitingFor(registry).stream().map(RegistryChange::of).toList();
    }
}
