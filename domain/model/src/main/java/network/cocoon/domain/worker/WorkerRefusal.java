package network.cocoon.domain.worker;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a worker's stream refuses. */
public enum WorkerRefusal implements Refusal {
    WORKER_UNKNOWN(Actor.PROVIDER),
    /** The id is taken by another registration. */
    WORKER_EXISTS(Actor.PROVIDER),
    /** It left for ever. */
    WORKER_RETIRED(Actor.PROVIDER),
    /** The operator stopped it. */
    WORKER_SUSPENDED(Actor.OPERATOR),
    /** GPU type, memory or uptime outside their bounds. */
    INVALID_HARDWARE(Actor.PROVIDER),
    /** A key of the wrong length, or an id that is not the digest of key and evidence. */
    INVALID_KEY(Actor.PROVIDER),
    /** The evidence is not valid now. */
    EVIDENCE_NOT_VALID(Actor.PROVIDER),
    /** Coefficient or slots outside their bounds. */
    INVALID_OFFER(Actor.PROVIDER),
    /** No valid evidence measured this model. */
    MODEL_NOT_ATTESTED(Actor.PROVIDER),
    /** A code, detail or reason that is too long. */
    INVALID_REASON(Actor.OPERATOR);

    private final Actor mustAct;

    WorkerRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
