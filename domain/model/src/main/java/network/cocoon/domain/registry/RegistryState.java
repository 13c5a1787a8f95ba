package network.cocoon.domain.registry;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;

/**
 * What the network allows now. One stream, so one state.
 *
 * @param models       listed models
 * @param prices       each model's current list
 * @param ordered      each model's list that is to follow once it stands on chain
 * @param measurements allowed and not revoked
 * @param revoked      revoked for ever
 * @param publications what of it is to be on chain, and what is
 */
public record RegistryState(
        Map<ModelId, ListedModel> models,
        Map<ModelId, PriceList> prices,
        Map<ModelId, OrderedPrice> ordered,
        Set<Digest> measurements,
        Set<Digest> revoked,
        Publications publications) {

    public static final RegistryState EMPTY =
            new RegistryState(Map.of(), Map.of(), Map.of(), Set.of(), Set.of(), Publications.EMPTY);

    public RegistryState {
        models = Map.copyOf(models);
        prices = Map.copyOf(prices);
        ordered = Map.copyOf(ordered);
        measurements = Set.copyOf(measurements);
        revoked = Set.copyOf(revoked);
        Objects.requireNonNull(publications);
    }

    /** Models whose ordered price may be enforced. */
    public List<ModelId> duePrices(Instant now) {
        return ordered.entrySet().stream()
                .filter(entry -> entry.getValue().isDue(now))
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ModelId::value))
                .toList();
    }

    RegistryState withPrices(Map<ModelId, PriceList> inForce, Map<ModelId, OrderedPrice> toFollow, Publications next) {
        return new RegistryState(models, inForce, toFollow, measurements, revoked, next);
    }

    /** As it was listed last. */
    public record ListedModel(ModelId model, String family, Digest digest, int contextTokens) {}
}
