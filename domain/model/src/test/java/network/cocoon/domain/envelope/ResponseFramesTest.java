package network.cocoon.domain.envelope;

import static network.cocoon.domain.envelope.Exchange.delta;
import static network.cocoon.domain.envelope.Exchange.end;
import static network.cocoon.domain.envelope.Exchange.flip;
import static network.cocoon.domain.envelope.Exchange.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import network.cocoon.domain.kernel.Bytes;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ResponseFramesTest {

    private final Exchange exchange = new Exchange(Suite.X25519, 2, text("prompt"));
    private final ResponseSealer worker = exchange.answer(0, 1);
    private final ResponseOpener client = exchange.sealed.responses();

    @Test
    void anAnswerArrivesWholeAndBothSidesAgreeOnTheChain() {
        FrameOpener opener = client.begin(worker.opening());
        assertThat(opener.key()).isEqualTo(exchange.recipients.getFirst().key());
        assertThat(opener.attempt()).isEqualTo(1);
        assertThat(opener.open(worker.seal(delta("{\"a\":1}")))).isEqualTo(delta("{\"a\":1}"));
        assertThat(opener.open(worker.seal(delta("")))).isEqualTo(delta(""));
        var named = worker.chain();
        assertThat(opener.open(worker.seal(end()))).isEqualTo(end());
        opener.finish();
        assertThat(opener.receiptChain()).isEqualTo(named);
        assertThat(opener.chain()).isEqualTo(worker.chain());
        assertThat(opener.sequence()).isEqualTo(3);
    }

    @Property(tries = 20)
    void anyDeltasRoundTripInOrder(@ForAll @Size(max = 12) List<byte[]> deltas) {
        // Fields live as long as the property, and attempts only go up: each try has its own exchange.
        Exchange fresh = new Exchange(Suite.X25519, 1, text("prompt"));
        ResponseSealer sealer = fresh.answer(0, 1);
        FrameOpener opener = fresh.sealed.responses().begin(sealer.opening());
        for (byte[] json : deltas) {
            var content = new FrameContent.Delta(Bytes.of(json));
            byte[] frame = sealer.seal(content);
            assertThat(frame).hasSize(5 + FramePadding.bucket(json.length) + 16);
            assertThat(opener.open(frame)).isEqualTo(content);
        }
        refused(opener::finish, EnvelopeFault.TRUNCATED);
    }

    @Test
    void everyFlippedByteOfAFrameIsRefusedAndTheTrueFrameStillOpens() {
        FrameOpener opener = client.begin(worker.opening());
        byte[] frame = worker.seal(delta("hello"));
        for (int at = 0; at < frame.length; at++) {
            int position = at;
            assertThatThrownBy(() -> opener.open(flip(frame, position))).isInstanceOf(EnvelopeException.class);
        }
        byte[] finalised = frame.clone();
        finalised[4] = 1;
        refused(() -> opener.open(finalised), EnvelopeFault.FRAME_REFUSED);
        assertThat(opener.open(frame)).isEqualTo(delta("hello"));
    }

    @Test
    void lossRepetitionAndReorderingAreSeen() {
        FrameOpener opener = client.begin(worker.opening());
        byte[] first = worker.seal(delta("1"));
        byte[] second = worker.seal(delta("2"));
        refused(() -> opener.open(second), EnvelopeFault.FRAME_OUT_OF_ORDER);
        opener.open(first);
        refused(() -> opener.open(first), EnvelopeFault.FRAME_OUT_OF_ORDER);
        byte[] renumbered = second.clone();
        renumbered[3] = 0;
        refused(() -> opener.open(renumbered), EnvelopeFault.FRAME_OUT_OF_ORDER);
        byte[] swapped = first.clone();
        swapped[3] = 1;
        refused(() -> opener.open(swapped), EnvelopeFault.FRAME_REFUSED);
        opener.open(second);
    }

    @Test
    void nothingFollowsTheFinalFrame() {
        FrameOpener opener = client.begin(worker.opening());
        byte[] first = worker.seal(delta("1"));
        opener.open(first);
        opener.open(worker.seal(end()));
        refused(() -> opener.open(first), EnvelopeFault.AFTER_FINAL);
        refused(() -> worker.seal(delta("more")), EnvelopeFault.AFTER_FINAL);
    }

    @Test
    void anotherCandidateCanNeitherReadNorForge() {
        // Both hold the content key: the answer's key hangs on each one's own HPKE context.
        ResponseSealer other = exchange.answer(1, 1);
        byte[] frame = worker.seal(delta("secret"));
        byte[] forgedOpening = worker.opening();
        System.arraycopy(other.opening(), 37, forgedOpening, 37, 32);
        FrameOpener fooled = client.begin(forgedOpening);
        refused(() -> fooled.open(other.seal(delta("forged"))), EnvelopeFault.FRAME_REFUSED);
        FrameOpener asOther = client.begin(other.opening());
        refused(() -> asOther.open(frame), EnvelopeFault.FRAME_REFUSED);
        assertThat(client.begin(worker.opening()).open(frame)).isEqualTo(delta("secret"));
    }

    @Test
    void attemptsAreAuthenticAndOnlyGoUp() {
        byte[] claimed = worker.opening();
        claimed[36] = 2;
        FrameOpener raised = client.begin(claimed);
        byte[] frame = worker.seal(delta("1"));
        refused(() -> raised.open(frame), EnvelopeFault.FRAME_REFUSED);
        // The false opening proved nothing, so the true attempt is still open.
        FrameOpener first = client.begin(worker.opening());
        first.open(frame);
        refused(() -> client.begin(worker.opening()), EnvelopeFault.WRONG_ATTEMPT);
        ResponseSealer second = exchange.answer(1, 2);
        client.begin(second.opening()).open(second.seal(delta("again")));
        byte[] late = worker.seal(delta("late"));
        refused(() -> first.open(late), EnvelopeFault.WRONG_ATTEMPT);
    }

    @Test
    void malformedMessagesAreRefused() {
        refused(() -> client.begin(new byte[0]), EnvelopeFault.MALFORMED_OPENING);
        byte[] version = worker.opening();
        version[0] = 2;
        refused(() -> client.begin(version), EnvelopeFault.MALFORMED_OPENING);
        byte[] attempt = worker.opening();
        attempt[36] = 0;
        refused(() -> client.begin(attempt), EnvelopeFault.WRONG_ATTEMPT);
        refused(() -> client.begin(flip(worker.opening(), 5)), EnvelopeFault.UNKNOWN_RESPONDER);
        FrameOpener opener = client.begin(worker.opening());
        for (int size : List.of(0, 4, 20, FrameFormat.MAX_FRAME_BYTES + 1)) {
            refused(() -> opener.open(new byte[size]), EnvelopeFault.MALFORMED_FRAME);
        }
        refused(
                () -> new FrameContent.Delta(Bytes.of(new byte[FramePadding.MAX_CONTENT + 1])),
                EnvelopeFault.MALFORMED_FRAME);
    }

    @Test
    void theInsideOfAFrameHasOneForm() {
        byte[] padded = FramePadding.pad(delta("x"));
        assertThat(HexFormat.of().formatHex(padded, 0, 6)).isEqualTo("000000000178");
        List<byte[]> wrong = new ArrayList<>();
        wrong.add(new byte[3]);
        wrong.add(flip(padded, 0));
        wrong.add(flip(padded, 1));
        wrong.add(flip(padded, 127));
        wrong.add(Arrays.copyOf(padded, 512));
        for (byte[] bytes : wrong) {
            refused(() -> FramePadding.unpad(bytes, false), EnvelopeFault.MALFORMED_FRAME);
        }
        byte[] last = FramePadding.pad(end());
        refused(() -> FramePadding.unpad(last, false), EnvelopeFault.MALFORMED_FRAME);
        last[5] = (byte) 0x80;
        refused(() -> FramePadding.unpad(last, true), EnvelopeFault.MALFORMED_FRAME);
    }

    private static void refused(ThrowingCallable call, EnvelopeFault fault) {
        assertThatThrownBy(call).isInstanceOfSatisfying(EnvelopeException.class, e -> assertThat(e.code())
                .isEqualTo(fault));
    }
}
