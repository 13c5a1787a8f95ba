package network.cocoon.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.LeafHasher;
import network.cocoon.domain.transparency.LeafRow;

/** One block of an export as it was read: checked and taken apart by whoever decodes it. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record ExportBlock(byte[] bytes, int rows, byte[] digest) implements LogPart {

    @Override
    public void forEach(BiConsumer<LogEntry, Digest> reader) {
        if (!Arrays.equals(ExportFormat.sha256().digest(bytes), digest)) {
            throw new ExportException(ExportFault.WRONG_DIGEST, "a block was changed after it was written");
        }
        Reading reading = new Reading(bytes);
        LeafHasher leaves = new LeafHasher();
        for (int i = 0; i < rows; i++) {
            LogEntry entry = reading.next();
            reader.accept(entry, leaves.hash(bytes, reading.begin, reading.at));
        }
        if (reading.at != bytes.length) {
            throw malformed();
        }
    }

    private static ExportException malformed() {
        return new ExportException(ExportFault.MALFORMED, "lengths in a block contradict each other");
    }

    /** Event id, time, metadata and salt are part of the leaf only: here they are stepped over. */
    private static final class Reading {

        private final byte[] bytes;
        private final Names names = new Names();
        private int begin;
        private int at;

        Reading(byte[] bytes) {
            this.bytes = bytes;
        }

        LogEntry next() {
            int length = length(4, bytes.length);
            if (length < LeafRow.FIXED_BYTES) {
                throw malformed();
            }
            begin = at;
            int end = begin + length;
            long index = number(8);
            long sequence = number(8);
            int revision = (int) number(4);
            at = begin + LeafRow.FIXED_BYTES;
            String stream = name(end);
            String aggregate = text(end);
            skip(2, end); // the event id
            String name = name(end);
            skip(4, end); // the metadata
            byte[] payload = Arrays.copyOfRange(bytes, at, end);
            at = end;
            return new LogEntry(index, stream, aggregate, sequence, name, revision, payload);
        }

        private long number(int width) {
            long value = 0;
            for (int i = 0; i < width; i++) {
                value = (value << 8) | (bytes[at++] & 0xff);
            }
            return value;
        }

        /** A length of so many bytes, of something that ends before {@code end}. */
        private int length(int width, int end) {
            if (end - at < width) {
                throw malformed();
            }
            long length = number(width);
            if (length > end - at) {
                throw malformed();
            }
            return (int) length;
        }

        private void skip(int width, int end) {
            int length = length(width, end);
            at += length;
        }

        private String text(int end) {
            int length = length(2, end);
            String text = new String(bytes, at, length, StandardCharsets.UTF_8);
            at += length;
            return text;
        }

        private String name(int end) {
            int length = length(2, end);
            String name = names.of(bytes, at, at + length);
            at += length;
            return name;
        }
    }
}
