package network.cocoon.domain.envelope;

import java.nio.ByteBuffer;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.TokenUsage;

/** The inside of a frame: kind (0 delta, 1 final), 4-byte length, content, zeros up to a bucket. */
public final class FramePadding {

    static final int FINAL_BYTES = 4 * Integer.BYTES + 32;

    private static final int PREFIX = 5;
    private static final int[] BUCKETS = {128, 512, 2048, 8192, 32_768};

    /** The most bytes one delta carries; a longer one is cut by its maker. */
    public static final int MAX_CONTENT = 32_768 - PREFIX;

    private FramePadding() {}

    static byte[] pad(FrameContent content) {
        byte[] body =
                switch (content) {
                    case FrameContent.Delta delta -> delta.json().toArray();
                    case FrameContent.Final end -> finalBody(end);
                };
        return ByteBuffer.allocate(bucket(body.length))
                .put((byte) (content instanceof FrameContent.Final ? 1 : 0))
                .putInt(body.length)
                .put(body)
                .array();
    }

    /** Throws {@link EnvelopeException} (MALFORMED_FRAME) unless {@code padded} is exactly what {@link #pad} makes. */
    static FrameContent unpad(byte[] padded, boolean last) {
        ByteBuffer in = ByteBuffer.wrap(padded);
        if (in.remaining() < PREFIX) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
        }
        int kind = in.get();
        int length = in.getInt();
        if (kind != (last ? 1 : 0) || length < 0 || length > MAX_CONTENT || bucket(length) != padded.length) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
        }
        byte[] body = new byte[length];
        in.get(body);
        while (in.hasRemaining()) {
            if (in.get() != 0) {
                throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
            }
        }
        return last ? finalContent(body) : new FrameContent.Delta(Bytes.of(body));
    }

    private static byte[] finalBody(FrameContent.Final end) {
        TokenUsage usage = end.usage();
        return ByteBuffer.allocate(FINAL_BYTES)
                .putInt(usage.prompt())
                .putInt(usage.cached())
                .putInt(usage.completion())
                .putInt(usage.reasoning())
                .put(end.receipt().raw())
                .array();
    }

    private static FrameContent finalContent(byte[] body) {
        if (body.length != FINAL_BYTES) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        int prompt = in.getInt();
        int cached = in.getInt();
        int completion = in.getInt();
        int reasoning = in.getInt();
        if ((prompt | cached | completion | reasoning) < 0) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
        }
        byte[] receipt = new byte[32];
        in.get(receipt);
        return new FrameContent.Final(new TokenUsage(prompt, cached, completion, reasoning), Digest.of(receipt));
    }

    /** The smallest bucket that holds {@code length} bytes of content. */
    static int bucket(int length) {
        for (int size : BUCKETS) {
            if (length + PREFIX <= size) {
                return size;
            }
        }
        throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
    }
}
