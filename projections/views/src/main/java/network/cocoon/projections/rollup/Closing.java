package network.cocoon.projections.rollup;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that has just ended, as the counters see it.
 *
 * @param worker   who had it last, if anybody
 * @param provider that worker's owner
 * @param tokens   billed, of all kinds
 * @param cost     in nanoton, as are reward and fee
 * @param millis   from asked to closed
 * @param at       when it closed
 */
public record Closing(
        Outcome outcome,
        String account,
        String model,
        @Nullable String worker,
        @Nullable String provider,
        long tokens,
        long cost,
        long reward,
        long fee,
        long millis,
        Instant at) {}
