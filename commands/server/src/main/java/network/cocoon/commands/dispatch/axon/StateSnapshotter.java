package network.cocoon.commands.dispatch.axon;

import java.time.Instant;
import network.cocoon.domain.kernel.Timed;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.AbstractSnapshotter;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/** Takes the folded state as the snapshot, so that no adapter class is ever stored. */
final class StateSnapshotter extends AbstractSnapshotter {

    private final StreamKinds kinds;

    private StateSnapshotter(Builder builder) {
        super(builder);
        this.kinds = builder.kinds;
    }

    static Builder of(StreamKinds kinds) {
        return new Builder(kinds);
    }

    @Override
    protected @Nullable DomainEventMessage<?> createSnapshot(
            Class<?> aggregateType, String id, DomainEventStream events) {
        return kinds.all().stream()
                .filter(kind -> kind.aggregate().equals(aggregateType))
                .findFirst()
                .map(kind -> snapshot(kind, id, events))
                .orElseThrow(() -> new IllegalArgumentException("not a stream: " + aggregateType.getName()));
    }

    private static <S> DomainEventMessage<?> snapshot(
            StreamKind<?, S, ?, ?> kind, String id, DomainEventStream events) {
        S state = kind.decider().initial();
        long sequence = -1;
        // A snapshot's time is that of the last event in it: nothing after it may lie before.
        Instant last = Instant.EPOCH;
        while (events.hasNext()) {
            DomainEventMessage<?> message = events.next();
            state = kind.after(state, message.getPayload());
            sequence = message.getSequenceNumber();
            Instant at = message.getPayload() instanceof Timed event ? event.at() : message.getTimestamp();
            last = at.isAfter(last) ? at : last;
        }
        return new GenericDomainEventMessage<>(kind.name(), id, sequence, new GenericMessage<>(state), last);
    }

    static final class Builder extends AbstractSnapshotter.Builder {

        private final StreamKinds kinds;

        private Builder(StreamKinds kinds) {
            this.kinds = kinds;
        }

        StateSnapshotter build() {
            return new StateSnapshotter(this);
        }
    }
}
