package network.cocoon.projections;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that only the test moves. */
final class MovableClock implements InstantSource {

    private volatile Instant now = ViewsTestApplication.NOW;

    @Override
    public Instant instant() {
        return now;
    }

    void advance(Duration by) {
        now = now.plus(by);
    }
}
