package network.cocoon.domain.registry;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * Decisions about prices. Apps that read the registry on chain ask at no price that is not listed there. So where there is a
 * registry a new price is ordered first, and charged when they can have read it: otherwise they would ask for nothing meanwhile.
 */
final class PriceOrders {

    /** From when the log's journal has it: clients read the registry every 10 s, and the journal where it changed. */
    static final Duration TO_BE_READ = Duration.ofSeconds(20);

    private PriceOrders() {}

    static Decision<RegistryEvent> set(RegistryCommand.SetPrice c, RegistryState state) {
        Optional<Decision<RegistryEvent>> refusal = refusal(c.model(), c.pricePerToken(), c.feePercent(), state);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        PriceList last = state.prices().get(c.model());
        if (!state.ordered().containsKey(c.model())
                && isSame(last, c.pricePerToken(), c.multipliers(), c.feePercent())) {
            return alreadyDone();
        }
        return accept(inForce(next(c.model(), c.pricePerToken(), c.multipliers(), c.feePercent(), state), c.at()));
    }

    static Decision<RegistryEvent> order(RegistryCommand.OrderPrice c, RegistryState state) {
        Optional<Decision<RegistryEvent>> refusal = refusal(c.model(), c.pricePerToken(), c.feePercent(), state);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        PriceList inForce = state.prices().get(c.model());
        OrderedPrice ordered = state.ordered().get(c.model());
        PriceList newest = ordered == null ? inForce : ordered.list();
        if (isSame(newest, c.pricePerToken(), c.multipliers(), c.feePercent())) {
            return alreadyDone();
        }
        PriceList next = next(c.model(), c.pricePerToken(), c.multipliers(), c.feePercent(), state);
        // Without a price nobody can have asked yet.
        return accept(
                inForce == null ? inForce(next, c.at()) : new RegistryEvent.PriceOrdered(next, next.digest(), c.at()));
    }

    static Decision<RegistryEvent> enforce(RegistryCommand.EnforcePrice c, RegistryState state) {
        OrderedPrice ordered = state.ordered().get(c.model());
        return ordered != null && ordered.isDue(c.at())
                ? accept(inForce(ordered.list(), c.at()))
                : reject(RegistryRefusal.PRICE_NOT_DUE, "no price of this model waits that stands on chain");
    }

    /** The journal has an entry more, which may be a price that waits for it. */
    static RegistryState published(RegistryState state, RegistryEvent.Published e) {
        Map<ModelId, OrderedPrice> ordered = new HashMap<>(state.ordered());
        ordered.replaceAll((_, price) -> e.change().equals(listing(price.list())) ? price.publishedAt(e.at()) : price);
        return state.withPrices(state.prices(), ordered, state.publications().with(e));
    }

    static RegistryState ordered(RegistryState state, RegistryEvent.PriceOrdered e) {
        Map<ModelId, OrderedPrice> ordered = new HashMap<>(state.ordered());
        ordered.put(e.prices().model(), new OrderedPrice(e.prices(), null));
        return state.withPrices(state.prices(), ordered, listed(state, e.prices()));
    }

    static RegistryState set(RegistryState state, RegistryEvent.PriceSet e) {
        Map<ModelId, PriceList> prices = new HashMap<>(state.prices());
        prices.put(e.prices().model(), e.prices());
        Map<ModelId, OrderedPrice> ordered = new HashMap<>(state.ordered());
        ordered.remove(e.prices().model());
        return state.withPrices(prices, ordered, listed(state, e.prices()));
    }

    private static Publications listed(RegistryState state, PriceList prices) {
        return state.publications().wanting(listing(prices));
    }

    private static Listing listing(PriceList prices) {
        return new Listing(Listing.Kind.ADD, Listing.Shelf.PRICES, prices.digest());
    }

    private static RegistryEvent inForce(PriceList list, Instant at) {
        return new RegistryEvent.PriceSet(list, list.digest(), at);
    }

    private static PriceList next(
            ModelId model, Nanoton pricePerToken, Multipliers multipliers, int feePercent, RegistryState state) {
        OrderedPrice ordered = state.ordered().get(model);
        PriceList newest = ordered == null ? state.prices().get(model) : ordered.list();
        int version = newest == null ? 1 : newest.version() + 1;
        return new PriceList(model, version, pricePerToken, multipliers, feePercent);
    }

    private static boolean isSame(
            @Nullable PriceList list, Nanoton pricePerToken, Multipliers multipliers, int feePercent) {
        return list != null
                && list.equals(new PriceList(list.model(), list.version(), pricePerToken, multipliers, feePercent));
    }

    private static Optional<Decision<RegistryEvent>> refusal(
            ModelId model, Nanoton pricePerToken, int feePercent, RegistryState state) {
        if (!state.models().containsKey(model)) {
            return Optional.of(reject(RegistryRefusal.MODEL_NOT_LISTED, "list the model before its price"));
        }
        if (feePercent < 0 || feePercent > 100) {
            return Optional.of(reject(RegistryRefusal.INVALID_PRICE, "the fee is 0 to 100 percent"));
        }
        if (pricePerToken.compareTo(PriceList.DEAREST_TOKEN) > 0) {
            return Optional.of(reject(RegistryRefusal.INVALID_PRICE, "a token costs at most 1,000 TON"));
        }
        return Optional.empty();
    }
}
