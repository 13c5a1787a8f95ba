package network.cocoon.client.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server-sent events (WHATWG HTML, 9.2), as far as this network uses them: id and data. Bounded lines and events. */
final class SseReader {

    record Event(String id, String data) {}

    private static final int MAX_EVENT = 64 * 1024;

    private final InputStream in;
    private String id = "";

    SseReader(InputStream in) {
        this.in = new BufferedInputStream(in);
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

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                String text = line.toString(StandardCharsets.UTF_8);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == MAX_EVENT) {
                throw new IOException("a line of a server-sent event is too long");
            }
            line.write(octet);
        }
        return null;
    }
}
