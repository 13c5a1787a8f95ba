package network.cocoon.eventstore;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting thread; any number of rings before it wakes count as one. */
final class Bell {
    private final Semaphore rung = new Semaphore(0);

    void ring() {
        // Two racing rings may leave two permits: one wasted wake-up, never a missed one.
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Waits for a ring, or until the time is up. */
    boolean await(Duration max) throws InterruptedException {
        boolean heard = rung.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS);
        rung.drainPermits();
        return heard;
    }
}
