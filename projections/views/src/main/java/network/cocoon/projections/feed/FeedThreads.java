package network.cocoon.projections.feed;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Who writes the batches. Fewer threads than segments: while one segment is written the others gather more events, and
 * many events in a batch cost little more than few. Where events come by the dozen a second a batch also waits a moment for
 * more: what one request changes is then mostly written once, and answers on their way do not wait for processors that
 * write views. A view that changes five times a second is live enough.
 */
@Component
class FeedThreads implements DisposableBean {

    private static final int THREADS = 2;

    /** Events a second from which on batches wait; a network of some ten requests a second has fewer. */
    private static final double BUSY = 40;

    /** Over so long the events are counted, the older the less. */
    private static final double MEMORY_NANOS = 1e9;

    /** Who has so many to write is behind, and waits for nothing. */
    private static final int BEHIND = 500;

    private static final long GATHER_MILLIS = 200;

    private final Workers workers = new Workers();
    private final LongSupplier nanos;
    private double rate;
    private long countedAt;
    private boolean behind;

    FeedThreads() {
        this(System::nanoTime);
    }

    FeedThreads(LongSupplier nanos) {
        this.nanos = nanos;
        this.countedAt = nanos.getAsLong();
    }

    ScheduledExecutorService workers() {
        return workers;
    }

    /** How many events a batch had. */
    synchronized void took(int events) {
        forget();
        rate += events * 1e9 / MEMORY_NANOS;
        behind = events >= BEHIND;
    }

    /** Whether the next batch waits for more. */
    synchronized boolean gathers() {
        forget();
        return !behind && rate >= BUSY;
    }

    private void forget() {
        long now = nanos.getAsLong();
        rate *= Math.exp((countedAt - now) / MEMORY_NANOS);
        countedAt = now;
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
            return gathers() ? schedule(segment, GATHER_MILLIS, TimeUnit.MILLISECONDS) : super.submit(segment);
        }
    }
}
