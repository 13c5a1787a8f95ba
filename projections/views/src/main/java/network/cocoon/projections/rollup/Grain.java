package network.cocoon.projections.rollup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How finely a series is cut. */
public enum Grain {
    /** For the last minutes: kept for {@link #kept()} only. */
    SECOND(ChronoUnit.SECONDS, Duration.ofMinutes(15)),
    /** For the last hours and days. */
    MINUTE(ChronoUnit.MINUTES, Duration.ofDays(1));

    private final ChronoUnit unit;
    private final Duration kept;

    Grain(ChronoUnit unit, Duration kept) {
        this.unit = unit;
        this.kept = kept;
    }

    /** How far back a series of this grain can be asked for. */
    public Duration kept() {
        return kept;
    }

    /** The beginning of the bucket that a time lies in. */
    public Instant start(Instant at) {
        return at.truncatedTo(unit);
    }

    /** Most buckets in one series. */
    public int maxBuckets() {
        return Math.toIntExact(kept.dividedBy(unit.getDuration()));
    }

    /** How long one bucket is. */
    public Duration width() {
        return unit.getDuration();
    }
}
