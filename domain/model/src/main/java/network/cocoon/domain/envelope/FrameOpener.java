package network.cocoon.domain.envelope;

import java.nio.ByteBuffer;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/** Opens one answer in order. A refused frame changes nothing: the right one may still follow. Not thread-safe. */
public final class FrameOpener {

    private final ResponseOpener owner;
    private final ResponseSecret secret;
    private final AesGcm cipher;
    private final int attempt;
    private Digest chain;
    private Digest chainBeforeLast;
    private int sequence;
    private boolean ended;

    FrameOpener(ResponseOpener owner, ResponseSecret secret, int attempt, byte[] nonce, byte[] opening) {
        this.owner = owner;
        this.secret = secret;
        this.attempt = attempt;
        this.cipher = secret.cipher(nonce);
        this.chain = FrameFormat.chain(secret.headerHash(), opening);
        this.chainBeforeLast = chain;
    }

    /** The worker key that answers. */
    public WorkerKeyId key() {
        return secret.key();
    }

    public int attempt() {
        return attempt;
    }

    /**
     * Opens the next frame.
     *
     * @throws EnvelopeException MALFORMED_FRAME, AFTER_FINAL, FRAME_OUT_OF_ORDER, FRAME_REFUSED, WRONG_ATTEMPT
     */
    public FrameContent open(byte[] frame) {
        if (frame.length < FrameFormat.FRAME_PREFIX + AesGcm.TAG_BYTES || frame.length > FrameFormat.MAX_FRAME_BYTES) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
        }
        if (ended) {
            throw new EnvelopeException(EnvelopeFault.AFTER_FINAL);
        }
        int claimed = ByteBuffer.wrap(frame).getInt();
        byte flag = frame[4];
        if ((flag != 0 && flag != 1) || claimed < 0 || claimed >= FrameFormat.MAX_FRAMES) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_FRAME);
        }
        if (claimed != sequence) {
            throw new EnvelopeException(EnvelopeFault.FRAME_OUT_OF_ORDER);
        }
        boolean last = flag == 1;
        byte[] aad = FrameFormat.aad(secret, sequence, last, attempt);
        byte[] padded = cipher.open(
                sequence,
                last,
                aad,
                frame,
                FrameFormat.FRAME_PREFIX,
                frame.length - FrameFormat.FRAME_PREFIX,
                EnvelopeFault.FRAME_REFUSED);
        FrameContent content = FramePadding.unpad(padded, last);
        owner.confirm(attempt);
        chainBeforeLast = chain;
        chain = FrameFormat.chain(chain, frame);
        sequence++;
        ended = last;
        return content;
    }

    /** True once the final frame has opened. */
    public boolean ended() {
        return ended;
    }

    /** To be called where the stream ends. Throws {@link EnvelopeException} (TRUNCATED) before the final frame. */
    public void finish() {
        if (!ended) {
            throw new EnvelopeException(EnvelopeFault.TRUNCATED);
        }
    }

    /** The chain over all messages opened so far. */
    public Digest chain() {
        return chain;
    }

    /** Once ended: the chain as the receipt must name it, before the final frame. Throws TRUNCATED until then. */
    public Digest receiptChain() {
        finish();
        return chainBeforeLast;
    }

    public int sequence() {
        return sequence;
    }
}
