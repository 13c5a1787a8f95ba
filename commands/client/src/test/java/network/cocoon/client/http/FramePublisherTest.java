package network.cocoon.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Flow;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written goes out whole, in order, at once, and together where it had to wait. */
class FramePublisherTest {

    private final FramePublisher frames = new FramePublisher();
    private final Line line = new Line();

    @Test
    void goes_out_alone_where_the_line_waits() throws IOException {
        frames.subscribe(line);
        line.wants(2);

        frames.write(bytes("one"));
        frames.write(bytes("two"));

        assertThat(line.chunks).containsExactly("one", "two");
    }

    @Test
    void goes_out_together_where_the_line_was_busy() throws IOException {
        frames.subscribe(line);
        frames.write(bytes("one"));
        frames.write(bytes("two"));
        frames.write(bytes("three"));
        frames.end();

        line.wants(1);

        assertThat(line.chunks).containsExactly("onetwothree");
        assertThat(line.complete).isTrue();
    }

    @Test
    void makes_room_for_as_many_as_went_out() throws IOException {
        frames.subscribe(line);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 32; i++) {
                frames.write(bytes("frame"));
            }
            line.wants(1);
        }

        assertThat(line.chunks).hasSize(3).containsOnly("frame".repeat(32));
    }

    @Property(tries = 300)
    void loses_and_moves_nothing(@ForAll @Size(min = 1, max = 32) List<@IntRange(min = 1, max = 9_000) Integer> sizes)
            throws IOException {
        var publisher = new FramePublisher();
        var to = new Line();
        publisher.subscribe(to);
        var written = new ByteArrayOutputStream();
        for (int size : sizes) {
            byte[] frame = new byte[size];
            Arrays.fill(frame, (byte) ('a' + size % 26));
            written.writeBytes(frame);
            publisher.write(ByteBuffer.wrap(frame));
        }
        publisher.end();
        to.wants(sizes.size());

        assertThat(String.join("", to.chunks).equals(written.toString(StandardCharsets.US_ASCII)))
                .as("the same bytes in the same order")
                .isTrue();
        assertThat(to.chunks.stream().mapToInt(String::length)).allMatch(length -> length <= 16 * 1024);
        assertThat(to.complete).isTrue();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Line implements Flow.Subscriber<ByteBuffer> {

        private final List<String> chunks = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;
        private boolean complete;

        void wants(int more) {
            Objects.requireNonNull(subscription).request(more);
        }

        @Override
        public void onSubscribe(Flow.Subscription to) {
            subscription = to;
        }

        @Override
        public void onNext(ByteBuffer chunk) {
            chunks.add(StandardCharsets.US_ASCII.decode(chunk).toString());
        }

        @Override
        public void onError(Throwable broken) {
            throw new AssertionError(broken);
        }

        @Override
        public void onComplete() {
            complete = true;
        }
    }
}
