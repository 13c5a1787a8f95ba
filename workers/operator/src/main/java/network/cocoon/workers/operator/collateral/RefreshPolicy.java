package network.cocoon.workers.operator.collateral;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * When the source is asked again. Chance keeps operators from asking together.
 *
 * @param every    longest time between two good answers: within it a platform that Intel revoked is known
 * @param first    pause after one failure; it doubles with each
 * @param longest  the most it becomes
 */
public record RefreshPolicy(Duration every, Duration first, Duration longest) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 20;

    public static RefreshPolicy every(Duration every) {
        return new RefreshPolicy(every, Duration.ofSeconds(30), Duration.ofHours(1));
    }

    /** After an answer that is valid until {@code until}: at the latest when half of what is left has passed. */
    public Instant afterGood(Instant now, Instant until, RandomGenerator random) {
        Duration half = Duration.between(now, until).dividedBy(2);
        Duration wait = half.compareTo(every) < 0 ? half : every;
        Duration chosen = share(wait, 800 + random.nextInt(201));
        return now.plus(chosen.compareTo(SHORTEST) < 0 ? SHORTEST : chosen);
    }

    /** @param failures in a row, at least 1 */
    public Instant afterFailure(Instant now, int failures, RandomGenerator random) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration bounded = wait.compareTo(longest) < 0 ? wait : longest;
        return now.plus(share(bounded, 500 + random.nextInt(501)));
    }

    private static Duration share(Duration of, int thousandths) {
        return of.multipliedBy(thousandths).dividedBy(1000);
    }
}
