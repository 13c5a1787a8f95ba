package network.cocoon.domain.registry;

import java.math.BigInteger;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.TokenUsage;

/**
 * What an answer costs (protocol, "The price is agreed, not asserted"): the sum over kinds of tokens x coefficient x
 * multiplier x price, over 10^7, rounded up once. Exact: no step before the division rounds or overflows.
 */
public final class PriceRule {

    /** Coefficients are in 1/1000, multipliers in 1/10,000. */
    private static final BigInteger SCALE = BigInteger.valueOf(10_000_000);

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    private PriceRule() {}

    /**
     * @param coefficient the worker's price factor in 1/1000
     * @return cost, reward = floor(cost x (100 - fee) / 100), and the rest as the fee
     * @throws ArithmeticException where the cost does not fit 2^63-1 nanoton; never below a ceiling that did
     */
    public static Charge charge(PriceList prices, int coefficient, TokenUsage usage) {
        Charge plain = PlainPrice.charge(prices, coefficient, usage);
        return plain == null ? exactly(prices, coefficient, usage) : plain;
    }

    /** As {@link #charge}, in numbers of any size. */
    static Charge exactly(PriceList prices, int coefficient, TokenUsage usage) {
        Multipliers m = prices.multipliers();
        BigInteger weighted = weighted(usage.prompt(), m.prompt())
                .add(weighted(usage.cached(), m.cached()))
                .add(weighted(usage.completion(), m.completion()))
                .add(weighted(usage.reasoning(), m.reasoning()));
        BigInteger cost = cost(prices, coefficient, weighted);
        BigInteger reward =
                cost.multiply(BigInteger.valueOf(100L - prices.feePercent())).divide(HUNDRED);
        return new Charge(Nanoton.of(cost), Nanoton.of(reward), Nanoton.of(cost.subtract(reward)));
    }

    /**
     * The most that {@code maxTokens} can cost: all of them at the dearest multiplier.
     *
     * @throws ArithmeticException where it does not fit 2^63-1 nanoton
     */
    public static Nanoton maxCost(PriceList prices, int coefficient, int maxTokens) {
        return Nanoton.of(worstCase(prices, coefficient, maxTokens));
    }

    /** Whether no answer within {@code maxTokens} and {@code coefficient} can cost more than {@code ceiling}. */
    public static boolean covers(Nanoton ceiling, PriceList prices, int coefficient, int maxTokens) {
        long plain = PlainPrice.cost(prices, coefficient, (long) maxTokens * dearest(prices.multipliers()));
        return plain == PlainPrice.NONE
                ? BigInteger.valueOf(ceiling.value()).compareTo(worstCase(prices, coefficient, maxTokens)) >= 0
                : ceiling.value() >= plain;
    }

    private static BigInteger worstCase(PriceList prices, int coefficient, int maxTokens) {
        return cost(prices, coefficient, weighted(maxTokens, dearest(prices.multipliers())));
    }

    private static int dearest(Multipliers m) {
        return Math.max(Math.max(m.prompt(), m.cached()), Math.max(m.completion(), m.reasoning()));
    }

    private static BigInteger weighted(int tokens, int multiplier) {
        return BigInteger.valueOf((long) tokens * multiplier);
    }

    private static BigInteger cost(PriceList prices, int coefficient, BigInteger weighted) {
        if (coefficient < 0) {
            throw new IllegalArgumentException("a coefficient cannot be negative");
        }
        BigInteger[] parts = weighted.multiply(BigInteger.valueOf(coefficient))
                .multiply(BigInteger.valueOf(prices.pricePerToken().value()))
                .divideAndRemainder(SCALE);
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }
}
