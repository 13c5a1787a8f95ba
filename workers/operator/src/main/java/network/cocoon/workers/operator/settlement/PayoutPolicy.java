package network.cocoon.workers.operator.settlement;

import java.time.Duration;
import network.cocoon.domain.kernel.Nanoton;

/**
 * How payouts are made.
 *
 * @param open      batches on the way at once, each of which holds a TON of the wallet's until its list is carried out
 * @param feeEach   kept ready for each payout: measured 942,000 nanoton at 250 in a message
 * @param reserve   left in the wallet for rent
 * @param backdated how long before the chain's newest block a message is dated, so that a block of another shard takes it
 * @param certainty how long after its deadline, on the chain's clock, a message counts as never executed: more than a
 *                  block and one that replaces it may differ in time, because the API does not say which was seen
 */
public record PayoutPolicy(int open, Nanoton feeEach, Nanoton reserve, Duration backdated, Duration certainty) {

    public static final PayoutPolicy USUAL = new PayoutPolicy(
            8, Nanoton.of(2_000_000), Nanoton.of(100_000_000), Duration.ofSeconds(30), Duration.ofMinutes(2));

    public PayoutPolicy {
        if (open < 1 || open > 1000 || backdated.isNegative() || certainty.isNegative()) {
            throw new IllegalArgumentException("1 to 1000 batches on the way, and times that are not negative");
        }
    }
}
