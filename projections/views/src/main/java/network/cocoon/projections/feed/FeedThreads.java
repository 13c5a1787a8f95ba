package network.cocoon.projections.feed;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Who writes the batches. Fewer threads than segments: while one segment is written the others gather more events, and
 * many events in a batch cost little more than few.
 */
@Component
class FeedThreads implements DisposableBean {

    private static final int THREADS = 2;

    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("views-writer-", 0).factory());

    ScheduledExecutorService workers() {
        return workers;
    }

    @Override
    public void destroy() {
        workers.shutdown();
    }
}
