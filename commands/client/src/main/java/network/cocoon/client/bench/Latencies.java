package network.cocoon.client.bench;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Times in buckets of at most 1.6 % of their value, from a microsecond to days, in fixed space. Thread-safe.
 */
final class Latencies {

    private static final int BITS = 6;
    private static final int SUB = 1 << BITS;

    private final AtomicLongArray counts = new AtomicLongArray(SUB * 40);
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong max = new AtomicLong();

    void add(long nanos) {
        long micros = Math.max(0, nanos / 1000);
        counts.incrementAndGet(Math.min(bucket(micros), counts.length() - 1));
        count.incrementAndGet();
        max.accumulateAndGet(micros, Math::max);
    }

    long count() {
        return count.get();
    }

    /** In microseconds, at most 1.6 % too high; 0 where nothing was added. */
    long quantile(int permille) {
        long rank = Math.max(1, (count.get() * permille + 999) / 1000);
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                return Math.min(highest(i), max.get());
            }
        }
        return max.get();
    }

    long max() {
        return max.get();
    }

    static int bucket(long micros) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(micros) - BITS - 1);
        return shift * SUB + (int) (micros >>> shift);
    }

    /** The highest value that falls into the bucket. */
    static long highest(int bucket) {
        int shift = Math.max(0, bucket / SUB - 1);
        long base = bucket - (long) shift * SUB;
        return ((base + 1) << shift) - 1;
    }
}
