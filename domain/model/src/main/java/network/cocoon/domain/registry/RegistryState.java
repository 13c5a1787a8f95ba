package network.cocoon.domain.registry;

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
 * @param measurements allowed and not revoked
 * @param revoked      revoked for ever
 * @param publications what of it is to be on chain, and what is
 */
public record RegistryState(
        Map<ModelId, ListedModel> models,
        Map<ModelId, PriceList> prices,
        Set<Digest> measurements,
        Set<Digest> revoked,
        Publications publications) {

    public static final RegistryState EMPTY =
            new RegistryState(Map.of(), Map.of(), Set.of(), Set.of(), Publications.EMPTY);

    public RegistryState {
        models = Map.copyOf(models);
        prices = Map.copyOf(prices);
        measurements = Set.copyOf(measurements);
        revoked = Set.copyOf(revoked);
        Objects.requireNonNull(publications);
    }

    /** As it was listed last. */
    public record ListedModel(ModelId model, String family, Digest digest, int contextTokens) {}
}
