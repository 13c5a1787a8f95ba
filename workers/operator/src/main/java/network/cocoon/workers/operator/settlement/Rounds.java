package network.cocoon.workers.operator.settlement;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a worker's round again and again until closed. A round that fails is logged by its kind and left to the next. */
public final class Rounds implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    private Rounds(String name, Runnable round, Duration pause) {
        this.thread = Thread.ofVirtual().name(name).start(() -> run(name, round, pause));
    }

    /** @param pause between the end of one round and the next */
    public static Rounds start(String name, Runnable round, Duration pause) {
        return new Rounds(name, round, pause);
    }

    private void run(String name, Runnable round, Duration pause) {
        try {
            do {
                try {
                    round.run();
                } catch (RuntimeException e) {
                    // The message may hold what the books or the chain sent; the kind of failure is enough to look.
                    LOG.warn(
                            "round_failed worker={} error={}",
                            name,
                            e.getClass().getSimpleName());
                }
            } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the round that is running end; after half a minute it is interrupted, which is safe anywhere. */
    @Override
    public void close() {
        stop.countDown();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
                thread.join(PATIENCE);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
