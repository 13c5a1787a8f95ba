package network.cocoon.projections.requests;

import java.util.List;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What a revocation of a measurement concerns.
 *
 * @param requests how many were assigned to it
 * @param apps     whose
 * @param cost     what is owed for them, in all
 * @param latest   the latest of them, at most {@link BlastQueries#MAX_ROWS}
 */
public record Blast(long requests, long apps, Nanoton cost, List<BlastRow> latest) {

    public Blast {
        latest = List.copyOf(latest);
    }
}
