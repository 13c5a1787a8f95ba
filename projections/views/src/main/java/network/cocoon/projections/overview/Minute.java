package network.cocoon.projections.overview;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;

/**
 * One minute of the network's life.
 *
 * @param start     its beginning, a whole minute of UTC
 * @param requested requests asked for in it
 * @param completed requests completed in it
 * @param failed    requests that failed or expired in it
 * @param tokens    billed in it
 * @param spent     billed in it
 * @param p50Millis median from asked to completed, of those completed in it, to within 1/32; 0 when none
 * @param p95Millis 95th percentile of the same
 */
public record Minute(
        Instant start,
        long requested,
        long completed,
        long failed,
        long tokens,
        Nanoton spent,
        long p50Millis,
        long p95Millis) {}
