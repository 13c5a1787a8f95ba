package network.cocoon.workers.operator.registry;

import java.time.Duration;
import network.cocoon.domain.kernel.Nanoton;

/**
 * How orders are sent.
 *
 * @param lasts       how long an order may be taken up
 * @param anchorEvery least time between two checkpoints on chain
 * @param least       balance below which nothing is sent: an order costs some 1,420,000 nanoton
 * @param low         balance below which somebody should pay in
 */
public record RegistryPolicy(Duration lasts, Duration anchorEvery, Nanoton least, Nanoton low) {

    public static RegistryPolicy anchoring(Duration anchorEvery) {
        return new RegistryPolicy(Duration.ofMinutes(10), anchorEvery, Nanoton.of(10_000_000), Nanoton.of(50_000_000));
    }
}
