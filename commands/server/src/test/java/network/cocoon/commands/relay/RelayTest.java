package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final Duration NO_TIME = Duration.ZERO;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final RelayMemory memory = new RelayMemory(1_000_000);
    private final Relay relay = new Relay(memory, InstantSource.fixed(NOW));

    @Test
    void a_reader_that_comes_late_gets_every_frame() throws Exception {
        for (byte i = 0; i < 3; i++) {
            assertThat(relay.offer(new byte[] {i}, NO_TIME)).isEqualTo(Relay.Offer.TAKEN);
        }
        relay.end(Relay.End.WHOLE);
        assertThat(relay.take()).containsExactly(new byte[] {0}, new byte[] {1}, new byte[] {2});
        assertThat(relay.take()).isEmpty();
        assertThat(memory.held()).isZero();
    }

    @Test
    void a_slow_reader_holds_the_writer_back() throws Exception {
        byte[] half = new byte[Relay.BOUND / 2];
        relay.offer(half, NO_TIME);
        relay.offer(half, NO_TIME);
        assertThat(relay.offer(new byte[1], NO_TIME)).isEqualTo(Relay.Offer.NOT_READ);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> relay.offer(new byte[1], Duration.ofMinutes(1)));
            assertThat(relay.take()).hasSize(2);
            assertThat(waiting.get()).isEqualTo(Relay.Offer.TAKEN);
        }
    }

    @Test
    void a_reader_that_went_away_ends_the_writing() throws Exception {
        relay.offer(new byte[9], NO_TIME);
        relay.end(Relay.End.READER_GONE);
        assertThat(relay.offer(new byte[1], NO_TIME)).isEqualTo(Relay.Offer.ENDED);
        assertThat(memory.held()).isZero();
    }

    @Test
    void there_is_one_writer_and_one_reader() {
        assertThat(relay.beginWriting()).isTrue();
        assertThat(relay.beginWriting()).isFalse();
        assertThat(relay.beginReading()).isTrue();
        assertThat(relay.beginReading()).isFalse();
    }

    @Test
    void an_owed_frame_or_receipt_is_silence() throws Exception {
        assertThat(relay.silentSince(NOW.plusSeconds(1))).isFalse();
        relay.offer(new byte[1], NO_TIME);
        assertThat(relay.silentSince(NOW)).isFalse();
        assertThat(relay.silentSince(NOW.plusSeconds(1))).isTrue();
        relay.end(Relay.End.WHOLE);
        assertThat(relay.silentSince(NOW.plusSeconds(1))).isTrue();
    }
}
