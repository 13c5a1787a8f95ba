package network.cocoon.domain.attestation.eventlog;

/** Why an event log is not read, or not believed. One code for each way to fail. */
public enum EventLogRefusal {
    /** More bytes, more events or a longer event than there are bounds for. */
    TOO_LARGE,
    /** It ends within an event. */
    TRUNCATED,
    /** It does not begin with the event that says which digests follow. */
    NO_SPECIFICATION,
    /** It says that it has no SHA-384 digests, or says so in a form that is not understood. */
    NO_SHA384,
    /** An event has a digest of an algorithm that the log did not announce, or two of one. */
    UNKNOWN_DIGEST,
    /** Not the JSON that dstack writes. */
    MALFORMED_JSON,
    /** An event for a register that a TD does not have. */
    UNKNOWN_REGISTER,
    /** What the event says does not have the event's digest. */
    PAYLOAD_DIFFERS,
    /** The events do not come to the quote's registers. */
    REGISTER_DIFFERS
}
