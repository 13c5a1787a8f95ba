package network.cocoon.domain.envelope;

import java.nio.ByteBuffer;
import network.cocoon.domain.kernel.Digest;

/**
 * Seals one answer, frame by frame. Send {@link #opening} first, then every frame in order. Not thread-safe.
 *
 * <p>The receipt names {@link #chain} as it stands before the final frame, and the final frame names the receipt's
 * digest: so each is fixed before the other needs it, and together they cover every byte.
 */
public final class ResponseSealer {

    private final ResponseSecret secret;
    private final AesGcm cipher;
    private final int attempt;
    private final byte[] opening;
    private Digest chain;
    private int sequence;
    private boolean ended;

    ResponseSealer(ResponseSecret secret, int attempt, byte[] nonce) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
        this.secret = secret;
        this.attempt = attempt;
        this.cipher = secret.cipher(nonce);
        this.opening = ByteBuffer.allocate(FrameFormat.OPENING_BYTES)
                .put((byte) FrameFormat.VERSION)
                .put(Raw.of(secret.key()))
                .putInt(attempt)
                .put(nonce)
                .array();
        this.chain = FrameFormat.chain(secret.headerHash(), opening);
    }

    /** The first message: who answers, which attempt, under which nonce. */
    public byte[] opening() {
        return opening.clone();
    }

    /**
     * The next frame. A {@link FrameContent.Final} is authenticated as the last one.
     *
     * @throws EnvelopeException AFTER_FINAL, MALFORMED_FRAME (too many)
     */
    public byte[] seal(FrameContent content) {
        if (ended) {
            throw new EnvelopeException(EnvelopeFault.AFTER_FINAL);
        }
        boolean last = content instanceof FrameContent.Final;
        if (sequence >= FrameFormat.MAX_FRAMES) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
        }
        byte[] padded = FramePadding.pad(content);
        byte[] aad = FrameFormat.aad(secret, sequence, last, attempt);
        byte[] sealed = cipher.seal(sequence, last, aad, padded, 0, padded.length);
        byte[] frame = ByteBuffer.allocate(FrameFormat.FRAME_PREFIX + sealed.length)
                .putInt(sequence)
                .put((byte) (last ? 1 : 0))
                .put(sealed)
                .array();
        chain = FrameFormat.chain(chain, frame);
        sequence++;
        ended = last;
        return frame;
    }

    /** The hash chain over the opening and every frame sealed so far. */
    public Digest chain() {
        return chain;
    }

    /** Frames sealed so far: the sequence number of the next one. */
    public int sequence() {
        return sequence;
    }

    public int attempt() {
        return attempt;
    }
}
