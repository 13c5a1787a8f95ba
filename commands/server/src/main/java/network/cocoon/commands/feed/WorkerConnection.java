package network.cocoon.commands.feed;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The events that wait for one connected worker. A worker that reads too slowly is cut off and resumes by bookmark. */
final class WorkerConnection {

    static final int CAPACITY = 4_096;

    /** Before the first index, so that it is never sent. */
    private static final LogEntry END = new LogEntry(0, "end");

    private final BlockingQueue<LogEntry> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private volatile boolean closed;

    void add(LogEntry entry) {
        if (!waiting.offer(entry)) {
            closed = true;
        }
    }

    /** Ends it, waking whoever waits. */
    void close() {
        closed = true;
        // Where it is full there is nothing to wake.
        if (!waiting.offer(END)) {
            waiting.clear();
        }
    }

    boolean isClosed() {
        return closed;
    }

    /** The next event, or null when none came within the time. */
    @Nullable LogEntry poll(long millis) throws InterruptedException {
        return waiting.poll(millis, TimeUnit.MILLISECONDS);
    }
}
