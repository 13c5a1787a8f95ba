package network.cocoon.commands.operations;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Whether something that moves with the log has stopped. Looked at now and then: it stalls only where two looks far
 * enough apart found it behind and at the same place, so neither a burst nor a long pause between looks is mistaken.
 */
final class Stall {

    private final InstantSource clock;
    private final Duration patience;
    private long position = -1;
    private @Nullable Instant behindSince;

    Stall(InstantSource clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    /**
     * @param now    where it is
     * @param behind whether there is something that it has not done yet
     */
    synchronized boolean found(long now, boolean behind) {
        Instant since = behindSince;
        if (!behind || now != position || since == null) {
            position = now;
            behindSince = behind ? clock.instant() : null;
            return false;
        }
        return Duration.between(since, clock.instant()).compareTo(patience) >= 0;
    }
}
