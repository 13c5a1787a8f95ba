package network.cocoon.domain.envelope;

import java.nio.ByteBuffer;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * What the client keeps after sealing: it recognises which recipient answers, in which attempt, and opens that answer.
 * Attempts only go up: a worker that lost its assignment cannot answer after another began. Not thread-safe.
 */
public final class ResponseOpener {

    private final List<ResponseSecret> secrets;
    private int lastAttempt;

    ResponseOpener(List<ResponseSecret> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    /**
     * Reads a response's first message. Nothing is authentic until the first frame has opened; that the assignment of
     * {@link FrameOpener#attempt} to {@link FrameOpener#key} was signed is for the caller to check.
     *
     * @throws EnvelopeException MALFORMED_OPENING, UNKNOWN_RESPONDER, WRONG_ATTEMPT
     */
    public FrameOpener begin(byte[] opening) {
        if (opening.length != FrameFormat.OPENING_BYTES || opening[0] != FrameFormat.VERSION) {
            throw new EnvelopeException(EnvelopeFault.MALFORMED_OPENING);
        }
        ByteBuffer in = ByteBuffer.wrap(opening, 1, opening.length - 1);
        byte[] raw = new byte[32];
        in.get(raw);
        WorkerKeyId key = new WorkerKeyId(Digest.of(raw).hex());
        int attempt = in.getInt();
        byte[] nonce = new byte[ResponseSecret.NONCE_BYTES];
        in.get(nonce);
        if (attempt < 1 || attempt <= lastAttempt) {
            throw new EnvelopeException(EnvelopeFault.WRONG_ATTEMPT);
        }
        for (ResponseSecret secret : secrets) {
            if (secret.key().equals(key)) {
                return new FrameOpener(this, secret, attempt, nonce, opening);
            }
        }
        throw new EnvelopeException(EnvelopeFault.UNKNOWN_RESPONDER);
    }

    /** Called once a frame has proved the attempt: an unauthentic opening must not shut the true one out. */
    void confirm(int attempt) {
        if (attempt < lastAttempt) {
            throw new EnvelopeException(EnvelopeFault.WRONG_ATTEMPT);
        }
        lastAttempt = attempt;
    }
}
