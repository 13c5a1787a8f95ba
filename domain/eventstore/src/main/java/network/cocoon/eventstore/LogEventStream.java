package network.cocoon.eventstore;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.jspecify.annotations.Nullable;

/** One event processor's way along the log. It reads only when the log has grown beyond where it stands. */
final class LogEventStream implements TrackingEventStream {
    private static final int BATCH = 1_000;

    private final LogStorageEngine engine;
    private final LogTail tail;
    private final Queue<TrackedEventMessage<?>> read = new ArrayDeque<>();
    private long position;
    private @Nullable Registration callback;

    LogEventStream(LogStorageEngine engine, LogTail tail, long position) {
        this.engine = engine;
        this.tail = tail;
        this.position = position;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return fill() ? Optional.of(read.element()) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        if (fill()) {
            return true;
        }
        return timeout > 0 && tail.awaitBeyond(position, timeout, unit) > position && fill();
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!fill()) {
            tail.awaitBeyond(position, 1, TimeUnit.HOURS);
        }
        return read.remove();
    }

    /** Calls back as soon as the log grows, so that a pooled processor need not poll. */
    @Override
    public boolean setOnAvailableCallback(Runnable available) {
        release();
        callback = tail.onGrowth(available);
        return true;
    }

    @Override
    public void close() {
        release();
        read.clear();
    }

    private boolean fill() {
        if (read.isEmpty() && tail.head() > position) {
            for (TrackedEventMessage<?> event : engine.readAfter(position, BATCH)) {
                read.add(event);
                position = LogStorageEngine.position(event.trackingToken());
            }
        }
        return !read.isEmpty();
    }

    private void release() {
        Registration registered = callback;
        callback = null;
        if (registered != null) {
            registered.close();
        }
    }
}
