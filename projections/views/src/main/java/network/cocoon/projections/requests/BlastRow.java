package network.cocoon.projections.requests;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * A request that was assigned to software of one measurement.
 *
 * @param worker whose software it was
 * @param served whether it was the last to have it; else another worker answered
 * @param cost   what the app owes for it; zero where another worker answered
 */
public record BlastRow(
        String request,
        String account,
        String worker,
        RequestState state,
        Instant requestedAt,
        @Nullable Instant closedAt,
        boolean served,
        Nanoton cost) {}
