package network.cocoon.workers.gpu.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import network.cocoon.workers.gpu.engine.EngineException;

/** Server-sent events (WHATWG HTML, section 9.2) as far as completions use them: the data of each, one line. */
final class EventLines {

    private static final int MOST_BYTES = 1 << 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 14];
    private int from;
    private int to;

    EventLines(InputStream in) {
        this.in = in;
    }

    /** Nothing at the end of the stream. */
    Optional<String> next() throws IOException {
        byte[] line = new byte[256];
        int length = 0;
        while (true) {
            if (from == to) {
                to = Math.max(0, in.read(buffer));
                from = 0;
                if (to == 0) {
                    return Optional.empty();
                }
            }
            byte one = buffer[from++];
            if (one != '\n') {
                if (length == MOST_BYTES) {
                    throw new EngineException(EngineException.Code.CRASHED, "the server's line is too long");
                }
                if (length == line.length) {
                    line = java.util.Arrays.copyOf(line, 2 * length);
                }
                line[length++] = one;
                continue;
            }
            String text = new String(line, 0, length, StandardCharsets.UTF_8).strip();
            if (text.startsWith("data:")) {
                return Optional.of(text.substring(5).strip());
            }
            length = 0;
        }
    }
}
