package network.cocoon.audit;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import network.cocoon.domain.transparency.LeafRow;
import org.jspecify.annotations.Nullable;

/**
 * Log rows in PostgreSQL's binary COPY format (PostgreSQL documentation, COPY, "Binary Format"): dense index, stream,
 * aggregate, sequence, name, revision, payload, event id, time in microseconds, metadata, salt.
 */
final class CopyRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FIELDS = 11;

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
    @Nullable LeafRow next() throws IOException {
        need(2);
        short fields = (short) ((buffer[at] << 8) | (buffer[at + 1] & 0xff));
        at += 2;
        if (fields == -1) {
            return null;
        }
        if (fields != FIELDS) {
            throw new LogReadException("a row has " + fields + " fields");
        }
        return row();
    }

    private LeafRow row() throws IOException {
        long index = number(8);
        String stream = name();
        String aggregate = text();
        long sequence = number(8);
        String name = name();
        int revision = (int) number(4);
        byte[] payload = bytes();
        String eventId = text();
        long micros = number(8);
        byte[] metadata = bytes();
        byte[] salt = bytes();
        if (salt.length != LeafRow.SALT_BYTES) {
            throw new LogReadException("a salt of " + salt.length + " bytes");
        }
        return new LeafRow(
                index, sequence, revision, micros, salt, stream, aggregate, eventId, name, metadata, payload);
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
        int length = textLength();
        String text = new String(buffer, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    private String name() throws IOException {
        int length = textLength();
        String name = names.of(buffer, at, at + length);
        at += length;
        return name;
    }

    private int textLength() throws IOException {
        int length = length();
        if (length > LeafRow.MOST_TEXT_BYTES) {
            throw new LogReadException("a text is too long");
        }
        need(length);
        return length;
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
