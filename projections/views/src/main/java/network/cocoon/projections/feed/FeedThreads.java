package network.cocoon.projections.feed;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Who writes the batches. Fewer threads than segments: while one segment is written the others gather more events, and
 * many events in a batch cost little more than few. Where they come by the dozen a batch also waits a moment for more: what
 * one request changes is then mostly written once, and a view that changes five times a second is live enough.
 */
@Component
class FeedThreads implements DisposableBean {

    private static final int THREADS = 2;

    /** From so many events in a batch on the next one waits; a network of some dozen requests a second has fewer. */
    private static final int MANY = 10;

    /** So many came together while one waited, or the next does not: that was a moment's crowd, and not the network. */
    private static final int WORTH_WAITING = 40;

    /** Who has so many to write is behind, and waits for nothing. */
    private static final int BEHIND = 500;

    private static final long GATHER_MILLIS = 200;

    private final Workers workers = new Workers();
    private volatile boolean gathers;

    ScheduledExecutorService workers() {
        return workers;
    }

    /** How many events the last batch had. */
    void took(int events) {
        gathers = events < BEHIND && events >= (gathers ? WORTH_WAITING : MANY);
    }

    /** Whether the next batch waits for more. */
    boolean gathers() {
        return gathers;
    }

    @Override
    public void destroy() {
        workers.shutdown();
    }

    /** Axon hands it a segment that has something to write. */
    private final class Workers extends ScheduledThreadPoolExecutor {

        Workers() {
            super(THREADS, Thread.ofPlatform().daemon().name("views-writer-", 0).factory());
        }

        @Override
        public Future<?> submit(Runnable segment) {
            return gathers ? schedule(segment, GATHER_MILLIS, TimeUnit.MILLISECONDS) : super.submit(segment);
        }
    }
}
