package network.cocoon.audit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Log rows in PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, "Binary Format"): dense index, stream,
 * aggregate, sequence, name, revision, payload, and what else a leaf of the log is made of where it was asked for.
 */
final class CopyRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int ENTRY_FIELDS = 7;
    private static final int WHOLE_FIELDS = 11;

    /** As in an export: both are read, or neither is. */
    private static final int MOST_FIELD_BYTES = ExportFormat.MOST_ROW_BYTES;

    private static final int BUFFER = 1 << 17;

    private final InputStream in;
    private final Names names = new Names();
    private byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    /** Throws {@link LogReadException} where it does not begin like a copy. */
    CopyRows(InputStream in) throws IOException {
        this.in = in;
        need(SIGNATURE.length + 8);
        if (!Arrays.equals(buffer, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)) {
            throw new LogReadException("the rows are not in the binary copy format");
        }
        at += SIGNATURE.length + 4;
        int extension = number32();
        need(extension);
        at += extension;
    }

    /** The next event; null after the last. */
    @Nullable LogEntry next() throws IOException {
        return hasNext(ENTRY_FIELDS) ? entry() : null;
    }

    /** The next event where event id, time in microseconds, metadata and salt follow; null after the last. */
    @Nullable ExportRow nextWhole() throws IOException {
        return hasNext(WHOLE_FIELDS) ? new ExportRow(entry(), text(), number(8), bytes(), bytes()) : null;
    }

    private boolean hasNext(int wanted) throws IOException {
        need(2);
        short fields = (short) ((buffer[at] << 8) | (buffer[at + 1] & 0xff));
        at += 2;
        if (fields != -1 && fields != wanted) {
            throw new LogReadException("a row has " + fields + " fields");
        }
        return fields == wanted;
    }

    private LogEntry entry() throws IOException {
        return new LogEntry(number(8), name(), text(), number(8), name(), (int) number(4), bytes());
    }

    private long number(int width) throws IOException {
        if (length() != width) {
            throw new LogReadException("a number has another width");
        }
        need(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << 8) | (buffer[at++] & 0xff);
        }
        return value;
    }

    private String text() throws IOException {
        int length = length();
        need(length);
        String text = new String(buffer, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private String name() throws IOException {
        int length = length();
        need(length);
        String name = names.of(buffer, at, at + length);
        at += length;
        return name;
    }

    private byte[] bytes() throws IOException {
        int length = length();
        need(length);
        byte[] bytes = Arrays.copyOfRange(buffer, at, at + length);
        at += length;
        return bytes;
    }

    private int length() throws IOException {
        need(4);
        int length = number32();
        if (length < 0 || length > MOST_FIELD_BYTES) {
            throw new LogReadException("a field is absent or too long");
        }
        return length;
    }

    private int number32() {
        int value = (buffer[at] << 24)
                | ((buffer[at + 1] & 0xff) << 16)
                | ((buffer[at + 2] & 0xff) << 8)
                | (buffer[at + 3] & 0xff);
        at += 4;
        return value;
    }

    /** Has so many bytes ready from {@code at}. */
    private void need(int bytes) throws IOException {
        if (end - at >= bytes) {
            return;
        }
        if (bytes < 0 || bytes > MOST_FIELD_BYTES) {
            throw new LogReadException("a field is too long");
        }
        byte[] target = bytes > buffer.length ? new byte[bytes] : buffer;
        System.arraycopy(buffer, at, target, 0, end - at);
        end -= at;
        at = 0;
        buffer = target;
        while (end < bytes) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                throw new EOFException("the rows end in the middle");
            }
            end += read;
        }
    }
}
