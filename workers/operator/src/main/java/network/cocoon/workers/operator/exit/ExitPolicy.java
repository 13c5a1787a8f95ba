package network.cocoon.workers.operator.exit;

import java.time.Duration;
import network.cocoon.domain.kernel.Nanoton;

/**
 * How roots are sent.
 *
 * @param lasts     how long an order may be taken up
 * @param least     balance below which nothing is sent: a root costs some 1,600,000 nanoton
 * @param low       balance below which somebody should pay in: below its rent no claim is paid
 * @param certainty how long after it could open, on the chain's clock, the exit counts as open, unless a claim was paid: more
 *                  than a block and one that replaces it may differ in time
 */
public record ExitPolicy(Duration lasts, Nanoton least, Nanoton low, Duration certainty) {

    public static final ExitPolicy USUAL = new ExitPolicy(
            Duration.ofMinutes(10), Nanoton.of(10_000_000), Nanoton.of(300_000_000), Duration.ofMinutes(2));
}
