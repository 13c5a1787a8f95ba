package network.cocoon.workers.gpu.upstream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a server every so often whether it is well. Twice in a row not, and nothing new is sent there; what is under way goes
 * on as long as it speaks. Once well, it is used again.
 */
final class Health implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final int MISSES = 2;

    /** Whether the server answers that it is well. */
    @FunctionalInterface
    interface Asked {
        boolean well() throws InterruptedException;
    }

    private final Asked asked;
    private final Duration every;
    private final AtomicBoolean well = new AtomicBoolean(true);
    private final Thread thread;

    /** @param every between an answer and the next question */
    Health(Asked asked, Duration every) {
        this.asked = asked;
        this.every = every;
        this.thread = Thread.ofVirtual().name("upstream-health").start(this::run);
    }

    boolean well() {
        return well.get();
    }

    private void run() {
        int misses = 0;
        try {
            while (true) {
                Thread.sleep(every);
                misses = asked.well() ? 0 : misses + 1;
                boolean now = misses < MISSES;
                if (well.getAndSet(now) != now) {
                    LOG.warn("the server is {}", now ? "well again" : "not well: nothing new goes there");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
