package network.cocoon.eventstore;

/** Turns events into the bytes that are stored, and stored bytes of any revision into today's events. */
public interface PayloadCodec {
    /** Encodes an event at the revision that is current. */
    Encoded encode(Object event);

    /**
     * Decodes an event, upcasting it to the current revision.
     *
     * @param name the event's stable name, such as {@code inference.Completed}
     * @param revision the revision it was written at, from 1
     */
    Object decode(String name, int revision, byte[] payload);

    /** As {@link #decode}, with an {@link UnreadableEvent} for what cannot be decoded: for readers of the whole log. */
    default Object decodeOrMark(String name, int revision, byte[] payload) {
        try {
            return decode(name, revision, payload);
        } catch (RuntimeException e) {
            return UnreadableEvent.of(name, revision, e);
        }
    }

    /**
     * An event as it is stored.
     *
     * @param name its stable name
     * @param revision the revision of the bytes, from 1
     * @param payload the exact bytes
     */
    record Encoded(String name, int revision, byte[] payload) {}
}
