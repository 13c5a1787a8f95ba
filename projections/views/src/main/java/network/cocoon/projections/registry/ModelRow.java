package network.cocoon.projections.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One model that may be offered and asked for.
 *
 * @param digest        of its manifest, hexadecimal
 * @param contextTokens most tokens of prompt and answer together
 * @param price         today's; null before the first
 * @param workers       how many offer it, whatever they are doing now
 */
public record ModelRow(
        String model,
        String family,
        String digest,
        int contextTokens,
        Instant listedAt,
        @Nullable PriceRow price,
        int workers) {}
