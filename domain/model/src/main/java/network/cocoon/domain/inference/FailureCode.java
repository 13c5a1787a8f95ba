package network.cocoon.domain.inference;

import network.cocoon.domain.kernel.Actor;

/** Why a request failed after it was accepted, and who was at fault. */
public enum FailureCode {
    /** The worker lost its keys or its engine: it restarted, crashed or could not open the envelope's key. */
    WORKER_RESTARTED(Actor.PROVIDER),
    ENGINE_FAILED(Actor.PROVIDER),
    /** No first frame within the claim lease, or too long between frames. */
    WORKER_STALLED(Actor.PROVIDER),
    WORKER_LOST(Actor.PROVIDER),
    /** The sealed content was not what the header promised: cannot be opened, not a chat request, too many tokens. */
    BAD_ENVELOPE(Actor.USER),
    UNSUPPORTED_REQUEST(Actor.USER),
    /** The reader of the answer went away. */
    CLIENT_GONE(Actor.USER),
    /** The node that relayed the frames went away. */
    RELAY_LOST(Actor.OPERATOR),
    /** A receipt that does not agree with the request; evidence is kept. */
    BAD_RECEIPT(Actor.PROVIDER);

    private final Actor fault;

    FailureCode(Actor fault) {
        this.fault = fault;
    }

    public Actor fault() {
        return fault;
    }
}
