package network.cocoon.audit;

/** Why an export cannot be read or written. */
enum ExportFault {
    /** It does not begin as one. */
    NOT_AN_EXPORT,
    /** Of a version that this auditor does not know. */
    UNSUPPORTED_VERSION,
    /** It ends before its trailer does. */
    TRUNCATED,
    /** A name, key, block or row beyond its bound. */
    TOO_LONG,
    /** Lengths that contradict each other, or a text that is none. */
    MALFORMED,
    /** Bytes that are not those that were written. */
    WRONG_DIGEST,
    /** Another number of events than the trailer says. */
    WRONG_COUNT,
    /** Something stands behind the trailer. */
    NOT_AT_END,
    /** There is such a file already, and evidence is not written over. */
    EXISTS,
    /** The file cannot be opened, read or written. */
    IO
}
