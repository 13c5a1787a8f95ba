package network.cocoon.wire.event;

/** An event that cannot be written or read. The message names kind and revision, never content. */
public final class EventCodecException extends RuntimeException {

    private final Fault fault;

    EventCodecException(Fault fault, String message) {
        super(fault + ": " + message);
        this.fault = fault;
    }

    EventCodecException(Fault fault, String message, Throwable cause) {
        super(fault + ": " + message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /** What is wrong. */
    public enum Fault {
        /** The log holds a kind of event that this version does not know. */
        UNKNOWN_EVENT,
        /** A revision newer than this version, or older with no way up. */
        UNKNOWN_REVISION,
        /** The object is not an event of the catalogue. */
        NOT_AN_EVENT,
        /** The bytes are not the JSON of this event. */
        MALFORMED_EVENT
    }
}
