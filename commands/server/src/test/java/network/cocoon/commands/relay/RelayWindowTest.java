package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import network.cocoon.commands.relay.RelayWindow.Standing;
import network.cocoon.commands.relay.RelayWindow.Verdict;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.Test;

class RelayWindowTest {

    private static final Digest HEADER = Digest.sha256(new byte[] {7});
    private static final WorkerKeyId KEY = new WorkerKeyId("ab".repeat(32));
    private static final int W = 4;

    private final SigningKey worker = SigningKey.generate(new SecureRandom());
    private final Stream stream = new Stream(HEADER, KEY, 1, worker);
    private final RelayWindow window = new RelayWindow(new Attempt(1, KEY, HEADER, W));

    private static Acknowledgement word(ResponseMessage.SignedHead head) {
        return new Acknowledgement(head.head(), head.signature(), Bytes.of(new byte[64]));
    }

    private boolean acknowledge(ResponseMessage.SignedHead head) {
        return window.acknowledge(HeadCodec.decode(head.head()), word(head));
    }

    private void open() {
        assertThat(window.offer(stream.opening())).isEqualTo(Verdict.PASSES);
    }

    private void frames(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(window.offer(stream.frame(false))).isEqualTo(Verdict.PASSES);
        }
    }

    private ResponseMessage.SignedHead head() {
        ResponseMessage.SignedHead head = stream.head();
        assertThat(window.offer(head)).isEqualTo(Verdict.PASSES);
        return head;
    }

    @Test
    void a_window_of_frames_passes_and_no_more_until_a_head_is_acknowledged() {
        open();
        frames(2);
        ResponseMessage.SignedHead first = head();
        frames(2);
        ResponseMessage.SignedHead second = head();
        ResponseMessage.Frame fifth = stream.frame(false);
        assertThat(window.offer(fifth)).isEqualTo(Verdict.WAITS);
        assertThat(acknowledge(first)).isTrue();
        assertThat(window.offer(fifth)).isEqualTo(Verdict.PASSES);
        frames(1);
        assertThat(window.offer(stream.frame(false))).isEqualTo(Verdict.WAITS);
        assertThat(acknowledge(second)).isTrue();
        assertThat(acknowledge(first)).isFalse();
        assertThat(window.highest()).contains(word(second));
        assertThat(window.acknowledged()).isEqualTo(4);
        assertThat(window.heads()).isZero();
    }

    @Test
    void a_worker_that_signs_no_head_is_stopped_before_it_could_wait_for_ever() {
        open();
        frames(W);
        assertThat(window.offer(stream.frame(false))).isEqualTo(Verdict.HEAD_DUE);
    }

    @Test
    void the_order_is_opening_frames_final_receipt() {
        Stream other = new Stream(HEADER, KEY, 1, worker);
        assertThat(window.offer(other.frame(false))).isEqualTo(Verdict.WRONG_FRAME);
        assertThat(window.offer(stream.receipt())).isEqualTo(Verdict.WRONG_RECEIPT);
        open();
        assertThat(window.offer(other.opening())).isEqualTo(Verdict.WRONG_OPENING);
        assertThat(window.offer(other.frame(false))).isEqualTo(Verdict.WRONG_FRAME);
        assertThat(window.offer(stream.frame(true))).isEqualTo(Verdict.PASSES);
        assertThat(window.offer(stream.frame(false))).isEqualTo(Verdict.WRONG_FRAME);
        assertThat(window.whole()).isFalse();
        assertThat(window.offer(stream.receipt())).isEqualTo(Verdict.PASSES);
        assertThat(window.whole()).isTrue();
        assertThat(window.offer(stream.receipt())).isEqualTo(Verdict.WRONG_RECEIPT);
    }

    @Test
    void an_opening_of_another_attempt_or_key_does_not_pass() {
        assertThat(window.offer(new Stream(HEADER, KEY, 2, worker).opening())).isEqualTo(Verdict.WRONG_OPENING);
        assertThat(window.offer(new Stream(HEADER, new WorkerKeyId("cd".repeat(32)), 1, worker).opening()))
                .isEqualTo(Verdict.WRONG_OPENING);
        open();
    }

    @Test
    void a_head_is_of_exactly_what_passed() {
        open();
        assertThat(window.offer(new ResponseMessage.SignedHead(Bytes.of(new byte[9]), Bytes.of(new byte[64]))))
                .isEqualTo(Verdict.WRONG_HEAD);
        frames(1);
        Stream other = new Stream(HEADER, KEY, 1, worker);
        other.opening();
        other.frame(false);
        assertThat(window.offer(other.head())).isEqualTo(Verdict.WRONG_HEAD);
        ResponseMessage.SignedHead head = head();
        assertThat(window.offer(head)).isEqualTo(Verdict.WRONG_HEAD);
        assertThat(window.standing(HeadCodec.decode(other.head().head()), word(other.head())))
                .isEqualTo(Standing.UNKNOWN);
        assertThat(window.standing(HeadCodec.decode(head.head()), word(head))).isEqualTo(Standing.NEW);
    }
}
