package network.cocoon.projections;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;

/** Writes a generated history into a log. */
public final class SampleLog {

    private static final int BATCH = 500;

    private SampleLog() {}

    /** In the history's order. */
    public static void append(EventStorageEngine engine, List<SampleEvent> history) {
        for (int from = 0; from < history.size(); from += BATCH) {
            engine.appendEvents(history.subList(from, Math.min(from + BATCH, history.size())).stream()
                    .<DomainEventMessage<?>>map(SampleLog::message)
                    .toList());
        }
    }

    static DomainEventMessage<?> message(SampleEvent e) {
        return new GenericDomainEventMessage<>(
                e.stream(), e.aggregate(), e.sequence(), e.event(), MetaData.emptyInstance());
    }
}
