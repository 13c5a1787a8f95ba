package network.cocoon.wire.chat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import network.cocoon.domain.envelope.Plaintext;
import network.cocoon.domain.kernel.Bytes;

/**
 * One sealed frame of an answer in vectors, UTF-8 JSON. All frames of an answer together have the numbers of all vectors, one
 * vector after the other: frames are in order and none can be missing, so nothing more need be said.
 *
 * @param width  how many numbers each vector has, 1 to {@value #MAX_WIDTH}; the same in every frame of an answer
 * @param values 1 to {@value #MAX_VALUES} numbers: 32-bit floats, the lowest byte first
 */
public record EmbeddingFrame(int width, Bytes values) implements Plaintext {

    /** Wider than any model. */
    public static final int MAX_WIDTH = 1 << 15;

    /** In base64 they fill the largest frame. */
    public static final int MAX_VALUES = 6000;

    /** Of one answer: 32 MiB. Who is asked for more refuses, and who gets more stops reading. */
    public static final int MAX_ANSWER = 1 << 23;

    public EmbeddingFrame {
        if (width < 1 || width > MAX_WIDTH) {
            throw new IllegalArgumentException("a vector has 1 to " + MAX_WIDTH + " numbers");
        }
        int length = values.length();
        if (length == 0 || length % Float.BYTES != 0 || length > MAX_VALUES * Float.BYTES) {
            throw new IllegalArgumentException("a frame has 1 to " + MAX_VALUES + " numbers");
        }
    }

    /** With {@code count} of the numbers, from the one at {@code from}. */
    public static EmbeddingFrame of(int width, float[] values, int from, int count) {
        ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, from, count);
        return new EmbeddingFrame(width, Bytes.of(bytes.array()));
    }

    /** Its numbers. */
    public float[] numbers() {
        float[] numbers = new float[size()];
        ByteBuffer.wrap(values.toArray())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }

    /** UTF-8 JSON. */
    public byte[] encode() {
        return ChatJson.write(this);
    }

    /** Throws {@link IllegalArgumentException}, without a word of the content, on anything malformed. */
    public static EmbeddingFrame decode(byte[] json) {
        return ChatJson.read(json, EmbeddingFrame.class);
    }

    @Override
    public int size() {
        return values.length() / Float.BYTES;
    }

    @Override
    public String toString() {
        return "EmbeddingFrame[" + size() + " numbers]";
    }
}
