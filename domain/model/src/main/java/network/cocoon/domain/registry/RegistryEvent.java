package network.cocoon.domain.registry;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Timed;

/** What the network allows, one stream for the whole network. Named {@code registry.*} in the log. */
public sealed interface RegistryEvent extends Timed {

    /**
     * A model may be offered and asked for.
     *
     * @param family       what apps register for, for example {@code DeepSeek}, {@code Qwen} or {@code Cocoon}
     * @param digest       digest of the model's manifest: every file, size and SHA-256
     * @param contextTokens the most tokens of prompt and answer together
     */
    record ModelListed(ModelId model, String family, Digest digest, int contextTokens, Instant at)
            implements RegistryEvent {}

    /**
     * This is to be the model's price as soon as it stands in the registry on chain, where apps look for it; until then it is
     * what it was. The version counts on from the newest that was ordered or set.
     */
    record PriceOrdered(PriceList prices, Digest digest, Instant at) implements RegistryEvent {}

    /** From now on this is the model's price for new requests; those in flight keep theirs. */
    record PriceSet(PriceList prices, Digest digest, Instant at) implements RegistryEvent {}

    /** A measurement that an operator's own list admits. The release keys' manifest has the last word at the client. */
    record MeasurementAllowed(Digest measurement, String note, Instant at) implements RegistryEvent {}

    /** Acts at once: workers with this measurement get no more assignments. */
    record MeasurementRevoked(Digest measurement, String reason, Instant at) implements RegistryEvent {}

    /**
     * An entry of the journal of the registry on chain, as its transaction shows it.
     *
     * @param registry    raw address of the contract
     * @param from        when it is in force, as the contract dated it
     * @param order       the number of the order that made it; checkpoints have numbers too, so some are left out
     * @param transaction hash of the transaction's cell
     * @param lt          its logical time
     * @param chainTime   the time of its block
     * @param journal     the contract's hash of the journal with this entry
     */
    record Published(
            String registry,
            Listing change,
            Instant from,
            long order,
            Digest transaction,
            long lt,
            Instant chainTime,
            Digest journal,
            Instant at)
            implements RegistryEvent {}
}
