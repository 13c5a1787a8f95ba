package network.cocoon.projections.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event as the log holds it.
 *
 * @param denseIndex its place in the one order everybody reads; null in the instant before the sequencer has seen it
 * @param stream     kind of stream, for example {@code inference}
 * @param aggregate  whose event it is
 * @param sequence   its place in that stream, from 0
 * @param name       stable name, for example {@code inference.Completed}
 * @param json       the exact payload as stored
 * @param metadata   the exact metadata as stored
 * @param event      the payload as today's event record, or an {@link network.cocoon.eventstore.UnreadableEvent}
 */
public record RecordedEvent(
        @Nullable Long denseIndex,
        String stream,
        String aggregate,
        long sequence,
        String eventId,
        String name,
        int revision,
        Instant time,
        String json,
        String metadata,
        Object event) {}
