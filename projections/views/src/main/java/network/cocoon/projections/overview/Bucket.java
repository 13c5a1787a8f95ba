package network.cocoon.projections.overview;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;

/**
 * One second or minute of the network's life.
 *
 * @param start     its beginning, whole in UTC
 * @param requested requests asked for in it
 * @param completed requests completed in it; likewise failed, cancelled and expired
 * @param tokens    billed in it
 * @param spent     billed in it
 * @param p50Millis median from asked to completed, of those completed in it, exact below 32 ms and to within 1/32
 *                  above; 0 when none
 * @param p95Millis 95th percentile of the same
 */
public record Bucket(
        Instant start,
        long requested,
        long completed,
        long failed,
        long cancelled,
        long expired,
        long tokens,
        Nanoton spent,
        long p50Millis,
        long p95Millis) {}
