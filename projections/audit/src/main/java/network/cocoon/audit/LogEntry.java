package network.cocoon.audit;

/**
 * What one stored event says, and where.
 *
 * @param index    its place in the one order of the log, from 1 without gaps
 * @param sequence its place in its aggregate, from 0 without gaps
 * @param payload  the exact stored bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record LogEntry(
        long index, String stream, String aggregate, long sequence, String name, int revision, byte[] payload) {}
