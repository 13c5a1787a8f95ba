package network.cocoon.eventstore;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.cocoon.domain.transparency.LeafRow;

/**
 * One event as the log holds it.
 *
 * @param denseIndex its place in the one order everybody reads, from 1 without gaps
 * @param globalIndex its row number, in order of insertion, with gaps
 * @param stream the kind of aggregate, such as {@code inference}
 * @param aggregateId whose event it is
 * @param sequence its place in the aggregate's own stream, from 0
 * @param eventId unique
 * @param name stable event name, such as {@code inference.Completed}
 * @param revision of the payload bytes, from 1
 * @param payload the exact stored bytes
 * @param metadata the exact stored bytes, a JSON object
 * @param time as assigned by the server, to the microsecond
 * @param salt 32 bytes that blind the public leaf hash
 */
public record LoggedEvent(
        long denseIndex,
        long globalIndex,
        String stream,
        String aggregateId,
        long sequence,
        String eventId,
        String name,
        int revision,
        byte[] payload,
        byte[] metadata,
        Instant time,
        byte[] salt) {

    /** What the event's leaf in the log's tree is made of. */
    public LeafRow leafRow() {
        return new LeafRow(
                denseIndex,
                sequence,
                revision,
                ChronoUnit.MICROS.between(Instant.EPOCH, time),
                salt,
                stream,
                aggregateId,
                eventId,
                name,
                metadata,
                payload);
    }
}
