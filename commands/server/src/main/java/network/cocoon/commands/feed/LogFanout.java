package network.cocoon.commands.feed;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import network.cocoon.commands.loop.Loop;
import network.cocoon.eventstore.LogReader;
import network.cocoon.eventstore.LogTail;
import network.cocoon.eventstore.LoggedEvent;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.eventstore.UnreadableEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * This node's one reader of new events. Begins at the log's end as it is at start-up; whoever needs older events reads
 * them elsewhere. Listeners are called in order, one event at a time, and must be quick.
 */
@Component
public class LogFanout extends Loop implements LogEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LogFanout.class);
    private static final int BATCH = 1_000;
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final LogReader reader;
    private final LogTail tail;
    private final PayloadCodec codec;
    private final List<Consumer<LogEntry>> listeners = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long position;
    private long head;

    LogFanout(LogReader reader, LogTail tail, PayloadCodec codec) {
        super("log-fanout");
        this.reader = reader;
        this.tail = tail;
        this.codec = codec;
    }

    @Override
    public Subscription subscribe(Consumer<LogEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Runs an action between two events.
     *
     * @return the dense index of the last event handed out before it: the listener that the action adds gets all later ones
     */
    public long between(Runnable action) {
        lock.lock();
        try {
            action.run();
            return position;
        } finally {
            lock.unlock();
        }
    }

    /** The dense index of the last event handed out. */
    public long position() {
        return between(() -> {});
    }

    @Override
    protected void prepare() {
        position = reader.head();
    }

    @Override
    protected void await() throws InterruptedException {
        head = tail.awaitBeyond(position, WAIT);
    }

    @Override
    protected void work() {
        if (head > position) {
            reader.readAfter(position, BATCH).forEach(this::hand);
        }
    }

    private void hand(LoggedEvent logged) {
        Object event = wanted(logged.stream()) ? decode(logged) : null;
        lock.lock();
        try {
            position = logged.denseIndex();
            if (event != null) {
                LogEntry entry = new LogEntry(position, event);
                listeners.forEach(listener -> call(listener, entry));
            }
        } finally {
            lock.unlock();
        }
    }

    /** What nobody can decode is passed over, said aloud: the tables that listeners fall back on hold what it did. */
    private @Nullable Object decode(LoggedEvent logged) {
        Object event = codec.decodeOrMark(logged.name(), logged.revision(), logged.payload());
        if (event instanceof UnreadableEvent unreadable) {
            LOG.error(
                    "event {} ({}) cannot be decoded: {}", logged.denseIndex(), unreadable.name(), unreadable.cause());
            return null;
        }
        return event;
    }

    /** One listener's fault must not stop the log for the others. */
    private static void call(Consumer<LogEntry> listener, LogEntry entry) {
        try {
            listener.accept(entry);
        } catch (RuntimeException e) {
            LOG.error("a listener failed at event {}", entry.index(), e);
        }
    }

    private static boolean wanted(String stream) {
        return stream.equals("inference") || stream.equals("worker");
    }
}
