package network.cocoon.commands.dispatch.axon;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.AggregateFactory;

/** Opens an adapter for a stream that is being loaded: on its snapshot where the first message is one. */
final class StreamFactory<S, A extends DecidedStream<?, S, ?>> implements AggregateFactory<A> {

    private final StreamKind<?, S, ?, A> kind;

    StreamFactory(StreamKind<?, S, ?, A> kind) {
        this.kind = kind;
    }

    @Override
    public A createAggregateRoot(String id, DomainEventMessage<?> first) {
        Object payload = first.getPayload();
        return kind.state().isInstance(payload)
                ? kind.from(id, kind.state().cast(payload), first.getTimestamp())
                : kind.empty(id);
    }

    @Override
    public Class<A> getAggregateType() {
        return kind.aggregate();
    }
}
