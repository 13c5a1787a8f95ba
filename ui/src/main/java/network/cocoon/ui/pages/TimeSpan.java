package network.cocoon.ui.pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.overview.Bucket;
import network.cocoon.projections.rollup.Grain;

/** How far back charts show, and how finely. */
enum TimeSpan {
    MINUTES("5 min", "last 5 minutes", Grain.SECOND, Duration.ofMinutes(5), 5),
    HOUR("1 h", "last hour", Grain.MINUTE, Duration.ofHours(1), 1),
    SIX("6 h", "last 6 hours", Grain.MINUTE, Duration.ofHours(6), 5),
    DAY("24 h", "last day", Grain.MINUTE, Duration.ofDays(1), 15);

    private final String label;
    private final String last;
    private final Grain grain;
    private final Duration window;
    private final int together;

    TimeSpan(String label, String last, Grain grain, Duration window, int together) {
        this.label = label;
        this.last = last;
        this.grain = grain;
        this.window = window;
        this.together = together;
    }

    String label() {
        return label;
    }

    /** For a sentence. */
    String last() {
        return last;
    }

    Grain grain() {
        return grain;
    }

    Duration window() {
        return window;
    }

    int buckets() {
        return Math.toIntExact(window.dividedBy(grain == Grain.SECOND ? Duration.ofSeconds(1) : Duration.ofMinutes(1)));
    }

    /** What one bar counts, for example {@code 15 minutes}. */
    String each() {
        String unit = grain == Grain.SECOND ? "second" : "minute";
        return together == 1 ? "a " + unit : "each " + together + " " + unit + "s";
    }

    /**
     * Several buckets as one, aligned by the clock so that bars do not change as time goes on. Counts are added;
     * percentiles cannot be, so the worst of them stands for all.
     */
    List<Bucket> coarse(List<Bucket> fine) {
        if (together == 1) {
            return fine;
        }
        long width = together * (grain == Grain.SECOND ? 1L : 60L);
        List<Bucket> coarse = new ArrayList<>();
        for (Bucket bucket : fine) {
            boolean begins = bucket.start().getEpochSecond() % width == 0;
            if (begins || coarse.isEmpty()) {
                coarse.add(bucket);
            } else {
                coarse.set(coarse.size() - 1, sum(coarse.getLast(), bucket));
            }
        }
        return coarse;
    }

    private static Bucket sum(Bucket a, Bucket b) {
        return new Bucket(
                a.start(),
                a.requested() + b.requested(),
                a.completed() + b.completed(),
                a.failed() + b.failed(),
                a.cancelled() + b.cancelled(),
                a.expired() + b.expired(),
                a.tokens() + b.tokens(),
                Nanoton.of(a.spent().value() + b.spent().value()),
                Math.max(a.p50Millis(), b.p50Millis()),
                Math.max(a.p95Millis(), b.p95Millis()));
    }
}
