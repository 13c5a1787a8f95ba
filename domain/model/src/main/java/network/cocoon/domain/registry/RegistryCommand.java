package network.cocoon.domain.registry;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.Timed;

/** What an operator may do to the registry. */
public sealed interface RegistryCommand extends Timed {

    record ListModel(ModelId model, String family, Digest digest, int contextTokens, Instant at)
            implements RegistryCommand {}

    /** The version is assigned by the decider: one above the last. */
    record SetPrice(ModelId model, Nanoton pricePerToken, Multipliers multipliers, int feePercent, Instant at)
            implements RegistryCommand {}

    /** As {@link SetPrice}, but in force only once it stands on chain; the first price of a model is in force at once. */
    record OrderPrice(ModelId model, Nanoton pricePerToken, Multipliers multipliers, int feePercent, Instant at)
            implements RegistryCommand {}

    /** What was ordered for the model is its price from now on: it stands on chain, and apps had the time to read it. */
    record EnforcePrice(ModelId model, Instant at) implements RegistryCommand {}

    record AllowMeasurement(Digest measurement, String note, Instant at) implements RegistryCommand {}

    record RevokeMeasurement(Digest measurement, String reason, Instant at) implements RegistryCommand {}

    /**
     * The registry on chain has a new entry.
     *
     * @param before  the contract's hash of the journal before it
     * @param journal and with it
     */
    record RecordPublication(
            String registry,
            Listing change,
            Instant from,
            long order,
            Digest transaction,
            long lt,
            Instant chainTime,
            Digest before,
            Digest journal,
            Instant at)
            implements RegistryCommand {}
}
