package network.cocoon.commands.inflight;

import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a call about a request is refused before its stream is asked, where the stream has no word of its own for it. */
public enum RequestRefusal implements Refusal {
    /** Header, wraps and ciphertext do not belong together. */
    ENVELOPE_MISMATCH(Actor.USER),
    /** The header names another account than the caller's. */
    WRONG_ACCOUNT(Actor.USER),
    /** No such model, or another version of it than the one listed, or it has no price. */
    MODEL_UNKNOWN(Actor.USER),
    /** A recipient's key is unknown, expired or revoked: ask for candidates again and seal again. */
    RESEAL_REQUIRED(Actor.USER),
    /** As many requests wait for a slot as the network lets wait: ask again later. */
    QUEUE_FULL(Actor.NETWORK),
    /** The answer is not, or no longer, held here. */
    RESPONSE_GONE(Actor.NETWORK),
    /** Somebody is reading the answer already: it is delivered once. */
    RESPONSE_TAKEN(Actor.USER),
    /** The frames of this attempt were already begun. */
    FRAMES_ALREADY_SENT(Actor.PROVIDER),
    /** The stream of frames is malformed. */
    FRAMES_MALFORMED(Actor.PROVIDER),
    /** The stream of acknowledgements is malformed. */
    ACKNOWLEDGEMENTS_MALFORMED(Actor.USER),
    /** No attested key of the worker, still in force, belongs to the receipt. */
    RECEIPT_KEY_UNKNOWN(Actor.PROVIDER),
    /** A worker cannot know this about itself. */
    NOT_A_WORKERS_REPORT(Actor.PROVIDER);

    private final Actor mustAct;

    RequestRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }

    /** As an exception for the caller; it rolls the transaction back. */
    public RefusedException because(String detail) {
        return new RefusedException(this, detail);
    }
}
