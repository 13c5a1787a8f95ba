package network.cocoon.audit;

/**
 * One stored event with all that a leaf of the log is made of.
 *
 * @param micros   since 1970, as the server assigned it
 * @param metadata the exact stored bytes
 * @param salt     32 bytes that blind the public leaf
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record ExportRow(LogEntry entry, String eventId, long micros, byte[] metadata, byte[] salt) implements LogRow {

    @Override
    public long index() {
        return entry.index();
    }

    @Override
    public long bytes() {
        return entry.bytes() + metadata.length + salt.length;
    }
}
