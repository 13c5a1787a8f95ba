package network.cocoon.commands.dispatch.axon;

import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** Loads streams; for a snapshot it looks only where there may be one. */
final class StreamRepository<A> extends EventSourcingRepository<A> {

    private final EventStore store;
    private final boolean snapshots;

    StreamRepository(StreamKind<?, ?, ?, ?> kind, EventStore store, Builder<A> settings) {
        super(settings);
        this.store = store;
        this.snapshots = kind.snapshots();
    }

    @Override
    protected DomainEventStream readEvents(String stream) {
        return snapshots ? super.readEvents(stream) : store.readEvents(stream, 0);
    }
}
