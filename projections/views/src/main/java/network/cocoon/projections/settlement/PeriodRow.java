package network.cocoon.projections.settlement;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;

/**
 * One closed payout period.
 *
 * @param period    its id, for example {@code 2026-11-21}
 * @param charged   what apps pay in all
 * @param fees      of it, the network's
 * @param providers how many owners earned something
 * @param requests  completed in it
 */
public record PeriodRow(
        String period,
        Instant from,
        Instant upTo,
        Nanoton charged,
        Nanoton fees,
        int providers,
        long requests,
        Instant closedAt) {

    /** What GPU owners earned in all. */
    public Nanoton rewards() {
        return charged.minus(fees);
    }
}
