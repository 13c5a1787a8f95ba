package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final Duration NO_TIME = Duration.ZERO;
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Digest HEADER = Digest.sha256(new byte[] {7});
    private static final WorkerKeyId KEY = new WorkerKeyId("ab".repeat(32));

    private final RelayMemory memory = new RelayMemory(1_000_000);
    private final Relay relay = new Relay(HEADER, memory, InstantSource.fixed(NOW));
    private final Stream stream = new Stream(HEADER, KEY, 1, SigningKey.generate(new SecureRandom()));

    private static Attempt attempt(int number) {
        return new Attempt(number, KEY, HEADER, 2);
    }

    private Relay.Offer offer(ResponseMessage message, Duration max) throws InterruptedException {
        return relay.offer(1, message.encode(), message, max);
    }

    @BeforeEach
    void begin() throws Exception {
        assertThat(relay.beginWriting(attempt(1))).isTrue();
        assertThat(offer(stream.opening(), NO_TIME)).isEqualTo(Relay.Offer.TAKEN);
    }

    @Test
    void a_reader_that_comes_late_gets_every_message() throws Exception {
        assertThat(offer(stream.frame(false), NO_TIME)).isEqualTo(Relay.Offer.TAKEN);
        assertThat(offer(stream.frame(true), NO_TIME)).isEqualTo(Relay.Offer.TAKEN);
        assertThat(relay.finished(1)).isFalse();
        assertThat(offer(stream.receipt(), NO_TIME)).isEqualTo(Relay.Offer.TAKEN);
        assertThat(relay.finished(1)).isTrue();
        assertThat(relay.take()).hasSize(4);
        assertThat(relay.take()).isEmpty();
        assertThat(memory.held()).isZero();
    }

    @Test
    void the_writer_waits_at_a_closed_window_until_a_head_is_acknowledged() throws Exception {
        offer(stream.frame(false), NO_TIME);
        offer(stream.frame(false), NO_TIME);
        ResponseMessage.SignedHead head = stream.head();
        offer(head, NO_TIME);
        relay.take();
        ResponseMessage.Frame third = stream.frame(false);
        assertThat(offer(third, NO_TIME)).isEqualTo(Relay.Offer.NOT_READ);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> offer(third, LONG));
            assertThat(relay.unacknowledged()).isEqualTo(2);
            assertThat(relay.acknowledge(
                            HeadCodec.decode(head.head()),
                            new Acknowledgement(head.head(), head.signature(), Bytes.of(new byte[64]))))
                    .isTrue();
            assertThat(waiting.get()).isEqualTo(Relay.Offer.TAKEN);
        }
        assertThat(relay.unacknowledged()).isZero();
    }

    @Test
    void nothing_passes_and_nothing_is_acknowledged_while_the_answer_is_held() throws Exception {
        offer(stream.frame(false), NO_TIME);
        ResponseMessage.SignedHead head = stream.head();
        offer(head, NO_TIME);
        relay.hold();
        assertThat(offer(stream.frame(false), NO_TIME)).isEqualTo(Relay.Offer.NOT_READ);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = threads.submit(() -> relay.acknowledge(
                    HeadCodec.decode(head.head()),
                    new Acknowledgement(head.head(), head.signature(), Bytes.of(new byte[64]))));
            relay.settle(Relay.End.CUT);
            relay.release();
            assertThat(late.get()).isFalse();
        }
    }

    @Test
    void a_reader_that_went_away_ends_the_writing() throws Exception {
        offer(stream.frame(false), NO_TIME);
        relay.end(Relay.End.READER_GONE);
        assertThat(offer(stream.frame(false), NO_TIME)).isEqualTo(Relay.Offer.ENDED);
        assertThat(memory.held()).isZero();
    }

    @Test
    void there_is_one_reader_and_one_writer_an_attempt_until_a_frame_has_passed() throws Exception {
        assertThat(relay.beginReading()).isTrue();
        assertThat(relay.beginReading()).isFalse();
        assertThat(relay.beginWriting(attempt(1))).isFalse();
        relay.attemptOver(1);
        assertThat(offer(stream.frame(false), NO_TIME)).isEqualTo(Relay.Offer.ENDED);
        assertThat(relay.beginWriting(attempt(1))).isFalse();
        assertThat(relay.beginWriting(attempt(2))).isTrue();
        Stream second = new Stream(HEADER, KEY, 2, SigningKey.generate(new SecureRandom()));
        ResponseMessage opening = second.opening();
        assertThat(relay.offer(2, opening.encode(), opening, NO_TIME)).isEqualTo(Relay.Offer.TAKEN);
        ResponseMessage frame = second.frame(false);
        assertThat(relay.offer(2, frame.encode(), frame, NO_TIME)).isEqualTo(Relay.Offer.TAKEN);
        assertThat(relay.beginWriting(attempt(3))).isFalse();
    }

    @Test
    void an_owed_frame_or_receipt_is_silence_until_the_bill_is_written() throws Exception {
        assertThat(relay.silentSince(NOW.plusSeconds(1))).isFalse();
        offer(stream.frame(true), NO_TIME);
        assertThat(relay.silentSince(NOW)).isFalse();
        assertThat(relay.silentSince(NOW.plusSeconds(1))).isTrue();
        offer(stream.receipt(), NO_TIME);
        assertThat(relay.finished(1)).isTrue();
        assertThat(relay.silentSince(NOW.plusSeconds(1))).isTrue();
        relay.settle(Relay.End.WHOLE);
        assertThat(relay.silentSince(NOW.plusSeconds(1))).isFalse();
    }
}
