package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server-sent events (WHATWG HTML, 9.2), as far as this network uses them: id and data. Bounded lines and events. */
final class SseReader {

    record Event(String id, String data) {}

    private static final int MAX_EVENT = 64 * 1024;

    private static final int LARGEST_BUFFER = MAX_EVENT + 1;

    private final InputStream in;
    private String id = "";

    private byte[] buffer = new byte[8 * 1024];
    private int from;
    private int to;

    SseReader(InputStream in) {
        this.in = in;
    }

    /** The next event with data, or nothing at the stream's end: an event cut short is dropped. */
    Optional<Event> next() throws IOException {
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                if (any) {
                    return Optional.of(new Event(id, data.toString()));
                }
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            if (value.startsWith(" ")) {
                value = value.substring(1);
            }
            if (field.equals("id")) {
                id = value;
            } else if (field.equals("data")) {
                if (any) {
                    data.append('\n');
                }
                any = true;
                data.append(value);
                if (data.length() > MAX_EVENT) {
                    throw new IOException("a server-sent event is too large");
                }
            }
        }
        return Optional.empty();
    }

    /** Without its end; nothing where the stream ends before it does. */
    private @Nullable String line() throws IOException {
        int searched = from;
        while (true) {
            for (int at = searched; at < to; at++) {
                if (buffer[at] == '\n') {
                    int end = at > from && buffer[at - 1] == '\r' ? at - 1 : at;
                    String line = new String(buffer, from, end - from, StandardCharsets.UTF_8);
                    from = at + 1;
                    return line;
                }
            }
            int held = to - from;
            if (held > MAX_EVENT) {
                throw new IOException("a line of a server-sent event is too long");
            }
            makeRoom(held);
            searched = to;
            int read = in.read(buffer, to, buffer.length - to);
            if (read < 0) {
                return null;
            }
            to += read;
        }
    }

    /** What is held moves to the front, of a larger buffer where it fills this one. */
    private void makeRoom(int held) {
        if (to < buffer.length && held > 0) {
            return;
        }
        byte[] roomy = held == buffer.length ? new byte[Math.min(2 * held, LARGEST_BUFFER)] : buffer;
        System.arraycopy(buffer, from, roomy, 0, held);
        buffer = roomy;
        from = 0;
        to = held;
    }
}
