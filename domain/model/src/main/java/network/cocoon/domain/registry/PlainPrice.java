package network.cocoon.domain.registry;

import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.TokenUsage;
import org.jspecify.annotations.Nullable;

/** The price rule in 63 bits, which is enough for all but absurd prices; it knows where it is not. */
final class PlainPrice {

    /** In the place of a number that does not fit. */
    static final long NONE = -1;

    /** Both scales at once: coefficient 1000 and multiplier 10,000 are one. */
    private static final long SCALE = 10_000_000;

    private PlainPrice() {}

    /** Null where a step does not fit. */
    static @Nullable Charge charge(PriceList prices, int coefficient, TokenUsage usage) {
        Multipliers m = prices.multipliers();
        long weighted = sum(
                sum((long) usage.prompt() * m.prompt(), (long) usage.cached() * m.cached()),
                sum((long) usage.completion() * m.completion(), (long) usage.reasoning() * m.reasoning()));
        long cost = cost(prices, coefficient, weighted);
        long share = product(cost, 100L - prices.feePercent());
        if (share == NONE) {
            return null;
        }
        long reward = share / 100;
        return new Charge(Nanoton.of(cost), Nanoton.of(reward), Nanoton.of(cost - reward));
    }

    /** Rounded up. {@link #NONE} where a step does not fit, or an argument is negative. */
    static long cost(PriceList prices, int coefficient, long weighted) {
        long whole =
                product(product(weighted, coefficient), prices.pricePerToken().value());
        return whole == NONE ? NONE : whole / SCALE + (whole % SCALE == 0 ? 0 : 1);
    }

    private static long sum(long a, long b) {
        return a < 0 || b < 0 || a + b < 0 ? NONE : a + b;
    }

    private static long product(long a, long b) {
        return a < 0 || b < 0 || Math.multiplyHigh(a, b) != 0 || a * b < 0 ? NONE : a * b;
    }
}
