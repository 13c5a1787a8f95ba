package network.cocoon.projections.registry;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.registry.Multipliers;

/**
 * One price list of a model; the highest version is in force.
 *
 * @param digest        what requests name it by, hexadecimal
 * @param pricePerToken at coefficient 1000 and multiplier 10,000
 * @param feePercent    the network's share
 */
public record PriceRow(
        String model,
        int version,
        String digest,
        Nanoton pricePerToken,
        Multipliers multipliers,
        int feePercent,
        Instant at) {}
