package network.cocoon.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import network.cocoon.wire.frames.FrameReader;
import org.junit.jupiter.api.Test;

/** What is written goes out whole, in order, at once, and together where it had to wait. */
class FrameQueueTest {

    private final FrameQueue frames = new FrameQueue();

    /** Remembers what was flushed together. */
    private static final class Line extends ByteArrayOutputStream {
        private final List<byte[]> chunks = new ArrayList<>();

        @Override
        public synchronized void flush() {
            if (size() > 0) {
                chunks.add(toByteArray());
                reset();
            }
        }

        synchronized List<byte[]> chunks() {
            return List.copyOf(chunks);
        }
    }

    private static List<byte[]> messages(List<byte[]> chunks) throws IOException {
        var whole = new ByteArrayOutputStream();
        chunks.forEach(whole::writeBytes);
        var reader = new FrameReader(new ByteArrayInputStream(whole.toByteArray()));
        List<byte[]> messages = new ArrayList<>();
        for (Optional<byte[]> message = reader.read(); message.isPresent(); message = reader.read()) {
            messages.add(message.get());
        }
        return messages;
    }

    @Test
    void goes_out_together_where_it_waited() throws IOException {
        frames.write(new byte[] {1});
        frames.write(new byte[] {2});
        frames.write(new byte[] {3});
        frames.end();
        var line = new Line();

        frames.sendTo(line);

        assertThat(line.chunks()).hasSize(1);
        assertThat(messages(line.chunks())).containsExactly(new byte[] {1}, new byte[] {2}, new byte[] {3});
    }

    @Test
    void goes_out_at_once_where_the_line_waits() throws Exception {
        var line = new Line();
        Thread sender = Thread.ofVirtual().start(() -> sent(line));

        frames.write(new byte[] {1});
        while (line.chunks().isEmpty()) {
            Thread.sleep(1);
        }
        frames.write(new byte[] {2});
        frames.end();
        sender.join();

        assertThat(line.chunks()).hasSize(2);
    }

    @Test
    void lets_go_of_a_writer_that_waits_for_room_and_of_who_sends() throws Exception {
        for (int i = 0; i < 32; i++) {
            frames.write(new byte[] {1});
        }
        var waiting = CompletableFuture.runAsync(() -> {
            assertThatThrownBy(() -> {
                        frames.write(new byte[] {2});
                        frames.write(new byte[] {3});
                    })
                    .isInstanceOf(IOException.class);
        });

        frames.cancel();

        waiting.get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> frames.sendTo(new Line())).isInstanceOf(IOException.class);
    }

    @Property(tries = 300)
    void loses_and_moves_nothing(@ForAll @Size(min = 1, max = 31) List<@IntRange(min = 1, max = 9_000) Integer> sizes)
            throws IOException {
        var queue = new FrameQueue();
        List<byte[]> written = new ArrayList<>();
        for (int size : sizes) {
            byte[] message = new byte[size];
            Arrays.fill(message, (byte) ('a' + size % 26));
            written.add(message);
            queue.write(message);
        }
        queue.end();
        var line = new Line();

        queue.sendTo(line);

        assertThat(messages(line.chunks())).containsExactlyElementsOf(written);
    }

    private void sent(Line line) {
        try {
            frames.sendTo(line);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
