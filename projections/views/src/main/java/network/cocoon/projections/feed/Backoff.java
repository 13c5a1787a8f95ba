package network.cocoon.projections.feed;

import java.time.Duration;

/** How long until an event that failed is tried again: a second, doubling, at most five minutes. */
public final class Backoff {

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;

    private Backoff() {}

    /** @param attempts how often it has failed, from 1 */
    public static Duration after(int attempts) {
        Duration pause = Duration.ofSeconds(1L << Math.clamp(attempts - 1L, 0, DOUBLINGS));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
