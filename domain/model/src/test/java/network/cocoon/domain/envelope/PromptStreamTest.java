package network.cocoon.domain.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PromptStreamTest {

    private static final byte[] KEY = new byte[32];
    private static final byte[] HASH = new byte[32];
    private static final int CHUNK = 64 * 1024;

    @Test
    void aFlippedByteAnywhereIsRefused() {
        LengthClass lengthClass = LengthClass.holding(100_000);
        byte[] sealed = seal(new byte[100_000], lengthClass);
        for (int at = 0; at < sealed.length; at += 997) {
            byte[] changed = Exchange.flip(sealed, at);
            refused(changed, lengthClass, EnvelopeFault.CIPHERTEXT_REFUSED);
        }
    }

    @Test
    void truncationAtAChunkAndReorderedChunksAreRefused() {
        LengthClass two = new LengthClass(2 * CHUNK);
        LengthClass one = new LengthClass(CHUNK);
        byte[] sealed = seal(new byte[2 * CHUNK - 4], two);
        refused(Arrays.copyOf(sealed, sealed.length - 1), two, EnvelopeFault.CIPHERTEXT_SIZE);
        // The first chunk alone has the right size for a smaller class, but it was not sealed as the last.
        refused(Arrays.copyOf(sealed, 7 + CHUNK + 16), one, EnvelopeFault.CIPHERTEXT_REFUSED);
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, 7, swapped, 7 + CHUNK + 16, CHUNK + 16);
        System.arraycopy(sealed, 7 + CHUNK + 16, swapped, 7, CHUNK + 16);
        refused(swapped, two, EnvelopeFault.CIPHERTEXT_REFUSED);
    }

    @Test
    void onlyTheOneTruePaddingIsAccepted() {
        LengthClass small = new LengthClass(512);
        refused(raw(ByteBuffer.allocate(512).putInt(509).array()), small, EnvelopeFault.PADDING_REFUSED);
        refused(raw(ByteBuffer.allocate(512).putInt(-1).array()), small, EnvelopeFault.PADDING_REFUSED);
        refused(raw(ByteBuffer.allocate(512).put(511, (byte) 1).array()), small, EnvelopeFault.PADDING_REFUSED);
        LengthClass larger = new LengthClass(2048);
        refused(raw(ByteBuffer.allocate(2048).putInt(1).array()), larger, EnvelopeFault.PADDING_REFUSED);
    }

    @Property(tries = 300)
    void aClassHoldsItsPayloadAndWastesLittle(@ForAll @IntRange(max = LengthClass.MAX_PAYLOAD) int size) {
        LengthClass lengthClass = LengthClass.holding(size);
        assertThat(lengthClass.capacity()).isGreaterThanOrEqualTo(size);
        assertThat(LengthClass.holding(lengthClass.capacity())).isEqualTo(lengthClass);
        if (size > 8192) {
            assertThat((long) lengthClass.bytes() * 100).isLessThanOrEqualTo((size + 4L) * 112);
        }
    }

    @Test
    void classesAreTheListedOnesAndNoOther() {
        assertThat(LengthClass.holding(0).bytes()).isEqualTo(512);
        assertThat(LengthClass.holding(508).bytes()).isEqualTo(512);
        assertThat(LengthClass.holding(509).bytes()).isEqualTo(2048);
        assertThat(LengthClass.holding(8189).bytes()).isEqualTo(8704);
        assertThat(LengthClass.holding(LengthClass.MAX_PAYLOAD).bytes()).isEqualTo(LengthClass.MAX);
        for (int wrong : new int[] {-1, 0, 511, 513, 8193, LengthClass.MAX + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> new LengthClass(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> LengthClass.holding(LengthClass.MAX_PAYLOAD + 1))
                .isInstanceOf(EnvelopeException.class);
    }

    private static byte[] seal(byte[] content, LengthClass lengthClass) {
        return PromptStream.seal(KEY, HASH, Payload.of(content), lengthClass, Exchange.RANDOM);
    }

    /** One chunk with any inside, as a dishonest client could seal it. */
    private static byte[] raw(byte[] padded) {
        byte[] key = AesGcm.hkdf(Exchange.text("cocoon/request/v1"), KEY, HASH);
        byte[] sealed = new AesGcm(key, new byte[7]).seal(0, true, HASH, padded, 0, padded.length);
        return Raw.concat(new byte[7], sealed);
    }

    private static void refused(byte[] sealed, LengthClass lengthClass, EnvelopeFault fault) {
        assertThatThrownBy(() -> PromptStream.open(KEY, HASH, sealed, lengthClass))
                .isInstanceOfSatisfying(
                        EnvelopeException.class, e -> assertThat(e.code()).isEqualTo(fault));
    }
}
