package network.cocoon.eventstore;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.jspecify.annotations.Nullable;

/**
 * Axon's event store on our log. Processors are woken when the log grows, by whichever node: a few milliseconds after
 * the commit, in tracking and in pooled mode alike.
 */
public final class LogEventStore extends EmbeddedEventStore {
    private final LogStorageEngine engine;
    private final LogTail tail;

    /** A store on this engine, whose readers wait at this tail. */
    public LogEventStore(LogStorageEngine engine, LogTail tail) {
        super(EmbeddedEventStore.builder().storageEngine(engine));
        this.engine = engine;
        this.tail = tail;
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken trackingToken) {
        return new LogEventStream(engine, tail, LogStorageEngine.position(trackingToken));
    }

    /** Nothing: a committed event is readable only once it has its place in the order, and then the tail tells. */
    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {}
}
