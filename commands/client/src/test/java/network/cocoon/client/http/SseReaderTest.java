package network.cocoon.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseReaderTest {

    private static final int LIMIT = 64 * 1024;

    @Test
    void events_are_the_same_however_their_bytes_arrive() throws IOException {
        String large = "ä".repeat(12_000);
        String text =
                ": hello\n\nid: 7\r\ndata: one\r\ndata:two\r\n\r\nid: 8\ndata: " + large + "\n\nevent: x\n\ndata\n\n";
        for (int piece : new int[] {1, 2, 3, 7, 100, 8_191, 8_192, 8_193, 100_000}) {
            assertThat(all(text, piece))
                    .as("pieces of %d bytes", piece)
                    .containsExactly(
                            new SseReader.Event("7", "one\ntwo"),
                            new SseReader.Event("8", large),
                            new SseReader.Event("8", ""));
        }
    }

    @Test
    void an_event_that_is_cut_short_is_dropped() throws IOException {
        assertThat(all("data: one\n\ndata: tw", 4)).containsExactly(new SseReader.Event("", "one"));
        assertThat(all("data: one\n\ndata: two\n", 4)).containsExactly(new SseReader.Event("", "one"));
    }

    @Test
    void lines_and_events_are_bounded() throws IOException {
        String longest = "data: " + "x".repeat(LIMIT - "data: ".length());
        assertThat(all(longest + "\n\n", 1_000)).hasSize(1);
        for (int piece : new int[] {1_000, 200_000}) {
            assertThatThrownBy(() -> all(longest + "x\n\n", piece)).hasMessageContaining("too long");
        }
        assertThatThrownBy(() -> all(longest + "\n" + longest + "\n\n", 1_000)).hasMessageContaining("too large");
    }

    private static List<SseReader.Event> all(String text, int piece) throws IOException {
        SseReader reader = new SseReader(inPieces(text.getBytes(StandardCharsets.UTF_8), piece));
        List<SseReader.Event> events = new ArrayList<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            events.add(next.get());
        }
        return events;
    }

    private static InputStream inPieces(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
    }
}
