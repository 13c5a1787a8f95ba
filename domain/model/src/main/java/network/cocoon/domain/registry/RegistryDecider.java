package network.cocoon.domain.registry;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.HashMap;
import java.util.HashSet;
import java.util.regex.Pattern;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.registry.Listing.Shelf;
import network.cocoon.domain.registry.Publications.Entry;
import network.cocoon.domain.registry.RegistryCommand.AllowMeasurement;
import network.cocoon.domain.registry.RegistryCommand.EnforcePrice;
import network.cocoon.domain.registry.RegistryCommand.ListModel;
import network.cocoon.domain.registry.RegistryCommand.OrderPrice;
import network.cocoon.domain.registry.RegistryCommand.RecordPublication;
import network.cocoon.domain.registry.RegistryCommand.RevokeMeasurement;
import network.cocoon.domain.registry.RegistryCommand.SetPrice;
import network.cocoon.domain.registry.RegistryEvent.MeasurementAllowed;
import network.cocoon.domain.registry.RegistryEvent.MeasurementRevoked;
import network.cocoon.domain.registry.RegistryEvent.ModelListed;
import network.cocoon.domain.registry.RegistryEvent.PriceOrdered;
import network.cocoon.domain.registry.RegistryEvent.PriceSet;
import network.cocoon.domain.registry.RegistryEvent.Published;
import network.cocoon.domain.registry.RegistryState.ListedModel;

/** The one stream of the whole network. */
public final class RegistryDecider implements Decider<RegistryCommand, RegistryState, RegistryEvent> {

    /** The id of the only stream of this kind. */
    public static final String STREAM_ID = "network";

    private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");
    private static final int MOST_CONTEXT_TOKENS = 16 * 1024 * 1024;
    private static final int MOST_NOTE_CHARACTERS = 500;

    @Override
    public RegistryState initial() {
        return RegistryState.EMPTY;
    }

    @Override
    public Decision<RegistryEvent> decide(RegistryCommand command, RegistryState state) {
        return switch (command) {
            case ListModel c -> list(c, state);
            case SetPrice c -> PriceOrders.set(c, state);
            case OrderPrice c -> PriceOrders.order(c, state);
            case EnforcePrice c -> PriceOrders.enforce(c, state);
            case AllowMeasurement c -> allow(c, state);
            case RevokeMeasurement c -> revoke(c, state);
            case RecordPublication c -> publish(c, state.publications());
        };
    }

    private static Decision<RegistryEvent> list(ListModel c, RegistryState state) {
        if (!FAMILY.matcher(c.family()).matches()) {
            return reject(RegistryRefusal.INVALID_MODEL, "a family has 1 to 32 letters, digits, '.', '_' or '-'");
        }
        if (c.contextTokens() < 1 || c.contextTokens() > MOST_CONTEXT_TOKENS) {
            return reject(RegistryRefusal.INVALID_MODEL, "a context has 1 to " + MOST_CONTEXT_TOKENS + " tokens");
        }
        if (new ListedModel(c.model(), c.family(), c.digest(), c.contextTokens())
                .equals(state.models().get(c.model()))) {
            return alreadyDone();
        }
        return accept(new ModelListed(c.model(), c.family(), c.digest(), c.contextTokens(), c.at()));
    }

    private static Decision<RegistryEvent> allow(AllowMeasurement c, RegistryState state) {
        if (c.note().length() > MOST_NOTE_CHARACTERS) {
            return reject(RegistryRefusal.INVALID_NOTE, "a note has at most " + MOST_NOTE_CHARACTERS + " characters");
        }
        if (state.revoked().contains(c.measurement())) {
            return reject(RegistryRefusal.MEASUREMENT_WAS_REVOKED, "a revoked measurement is never allowed again");
        }
        if (state.measurements().contains(c.measurement())) {
            return alreadyDone();
        }
        return accept(new MeasurementAllowed(c.measurement(), c.note(), c.at()));
    }

    private static Decision<RegistryEvent> revoke(RevokeMeasurement c, RegistryState state) {
        if (c.reason().length() > MOST_NOTE_CHARACTERS) {
            return reject(RegistryRefusal.INVALID_NOTE, "a reason has at most " + MOST_NOTE_CHARACTERS + " characters");
        }
        if (state.revoked().contains(c.measurement())) {
            return alreadyDone();
        }
        if (!state.measurements().contains(c.measurement())) {
            return reject(RegistryRefusal.MEASUREMENT_NOT_ALLOWED, "this measurement was never allowed");
        }
        return accept(new MeasurementRevoked(c.measurement(), c.reason(), c.at()));
    }

    private static Decision<RegistryEvent> publish(RecordPublication c, Publications known) {
        for (Entry entry : known.entriesOf(c.registry())) {
            if (entry.order() == c.order()) {
                return entry.equals(entry(c))
                        ? alreadyDone()
                        : reject(RegistryRefusal.JOURNAL_DIFFERS, "order " + c.order() + " was recorded as another");
            }
            if (entry.order() > c.order()) {
                return reject(RegistryRefusal.JOURNAL_DIFFERS, "a later order than " + c.order() + " is recorded");
            }
        }
        if (!c.before().equals(known.journalOf(c.registry()))) {
            return reject(RegistryRefusal.JOURNAL_DIFFERS, "the entry follows another journal");
        }
        return accept(new Published(
                c.registry(),
                c.change(),
                c.from(),
                c.order(),
                c.transaction(),
                c.lt(),
                c.chainTime(),
                c.journal(),
                c.at()));
    }

    private static Entry entry(RecordPublication c) {
        return new Entry(c.order(), c.change(), c.from(), c.transaction(), c.lt(), c.chainTime());
    }

    @Override
    public RegistryState evolve(RegistryState state, RegistryEvent event) {
        return switch (event) {
            case ModelListed e -> {
                var models = new HashMap<>(state.models());
                models.put(e.model(), new ListedModel(e.model(), e.family(), e.digest(), e.contextTokens()));
                yield new RegistryState(
                        models,
                        state.prices(),
                        state.ordered(),
                        state.measurements(),
                        state.revoked(),
                        added(state, Shelf.MODELS, e.digest()));
            }
            case PriceOrdered e -> PriceOrders.ordered(state, e);
            case PriceSet e -> PriceOrders.set(state, e);
            case MeasurementAllowed e -> {
                var allowed = new HashSet<>(state.measurements());
                allowed.add(e.measurement());
                yield new RegistryState(
                        state.models(),
                        state.prices(),
                        state.ordered(),
                        allowed,
                        state.revoked(),
                        added(state, Shelf.MEASUREMENTS, e.measurement()));
            }
            case MeasurementRevoked e -> {
                var allowed = new HashSet<>(state.measurements());
                allowed.remove(e.measurement());
                var revoked = new HashSet<>(state.revoked());
                revoked.add(e.measurement());
                var listing = new Listing(Listing.Kind.REVOKE, Shelf.MEASUREMENTS, e.measurement());
                yield new RegistryState(
                        state.models(),
                        state.prices(),
                        state.ordered(),
                        allowed,
                        revoked,
                        state.publications().wanting(listing));
            }
            case Published e -> PriceOrders.published(state, e);
        };
    }

    private static Publications added(RegistryState state, Shelf list, Digest item) {
        return state.publications().wanting(new Listing(Listing.Kind.ADD, list, item));
    }
}
