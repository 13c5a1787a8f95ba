package network.cocoon.client.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What came of the requests. Thread-safe. */
final class Tally {

    /** More different codes than there are: what a sidecar says is not trusted to be few. */
    private static final int MOST_CODES = 64;

    final Latencies firstText = new Latencies();
    final Latencies whole = new Latencies();
    private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final LongAdder frames = new LongAdder();
    private final LongAdder acknowledgements = new LongAdder();

    void completed(long firstNanos, long wholeNanos, int frameCount, int acknowledgementCount) {
        firstText.add(firstNanos);
        whole.add(wholeNanos);
        frames.add(frameCount);
        acknowledgements.add(acknowledgementCount);
    }

    void failed(String code) {
        String key = failures.size() < MOST_CODES || failures.containsKey(code) ? code : "OTHER";
        failures.computeIfAbsent(key, _ -> new LongAdder()).increment();
    }

    long completed() {
        return whole.count();
    }

    long failed() {
        return failures.values().stream().mapToLong(LongAdder::sum).sum();
    }

    Map<String, Long> failures() {
        Map<String, Long> sorted = new TreeMap<>();
        failures.forEach((code, count) -> sorted.put(code, count.sum()));
        return sorted;
    }

    long frames() {
        return frames.sum();
    }

    long acknowledgements() {
        return acknowledgements.sum();
    }
}
