package network.cocoon.projections.rollup;

import java.util.SortedMap;

/**
 * Latencies in bins, so that percentiles of any stretch of time come from few rows: a bin for every millisecond below
 * 32, and 32 bins for each doubling above.
 */
public final class LatencyBins {

    private static final int BITS = 5;
    private static final int EXACT = 1 << BITS;

    private LatencyBins() {}

    /** The bin of a latency; a negative one, from clocks that disagree, counts as none at all. */
    public static int of(long millis) {
        long value = Math.max(millis, 0);
        if (value < EXACT) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(value) - BITS;
        return (shift << BITS) + (int) (value >> shift);
    }

    /** The largest latency that falls into a bin, in milliseconds. */
    public static long upper(int bin) {
        if (bin < EXACT) {
            return bin;
        }
        int shift = (bin >> BITS) - 1;
        long mantissa = bin - ((long) shift << BITS);
        return ((mantissa + 1) << shift) - 1;
    }

    /**
     * As SQL's {@code percentile_disc}: the first bin whose rank reaches the fraction, by its upper end; 0 when there is
     * nothing to measure.
     *
     * @param counts     how many fell into each bin
     * @param thousandth the fraction, from 1 to 1000
     */
    public static long percentile(SortedMap<Integer, Long> counts, int thousandth) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = Math.max(1, Math.ceilDiv(total * thousandth, 1_000L));
        long seen = 0;
        for (var bin : counts.entrySet()) {
            seen += bin.getValue();
            if (seen >= rank) {
                return upper(bin.getKey());
            }
        }
        return 0;
    }
}
