package network.cocoon.domain.envelope;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Every way an envelope, a frame or a receipt can be refused. */
public enum EnvelopeFault implements Refusal {
    /** The header is not the canonical encoding of a known version. */
    MALFORMED_HEADER(Actor.USER),
    /** The receipt is not the canonical encoding of a known version. */
    MALFORMED_RECEIPT(Actor.PROVIDER),
    /** The head is not the canonical encoding of a known version. */
    MALFORMED_HEAD(Actor.PROVIDER),
    /** Wraps, keys and the header's recipients do not belong together. */
    RECIPIENTS_MISMATCH(Actor.USER),
    /** A worker's public key has the wrong size or is no valid key. */
    BAD_PUBLIC_KEY(Actor.PROVIDER),
    /** The payload does not fit the header's length class. */
    PAYLOAD_TOO_LARGE(Actor.USER),
    /** The key is not among the header's recipients. */
    NOT_A_RECIPIENT(Actor.NETWORK),
    /** The wrapped content key does not open: wrong key, header, position or ciphertext. */
    WRAP_REFUSED(Actor.USER),
    /** The ciphertext has not the size that its length class demands. */
    CIPHERTEXT_SIZE(Actor.USER),
    /** The ciphertext does not authenticate. */
    CIPHERTEXT_REFUSED(Actor.USER),
    /** Authentic, but the padding inside is not what the class demands. */
    PADDING_REFUSED(Actor.USER),
    /** The wrap names another request. */
    REQUEST_MISMATCH(Actor.USER),
    /** The worker's key was erased. */
    KEY_DESTROYED(Actor.PROVIDER),
    /** The response's first message is malformed. */
    MALFORMED_OPENING(Actor.PROVIDER),
    /** The response claims a key to which this request was not sealed. */
    UNKNOWN_RESPONDER(Actor.PROVIDER),
    /** The response belongs to an attempt that is over. */
    WRONG_ATTEMPT(Actor.PROVIDER),
    /** The frame is too small, too large, or of no known kind. */
    MALFORMED_FRAME(Actor.PROVIDER),
    /** A frame was lost, repeated or moved. */
    FRAME_OUT_OF_ORDER(Actor.NETWORK),
    /** The frame does not authenticate. */
    FRAME_REFUSED(Actor.PROVIDER),
    /** A frame after the final one. */
    AFTER_FINAL(Actor.PROVIDER),
    /** The stream ended before its final frame. */
    TRUNCATED(Actor.NETWORK);

    private final Actor mustAct;

    EnvelopeFault(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
