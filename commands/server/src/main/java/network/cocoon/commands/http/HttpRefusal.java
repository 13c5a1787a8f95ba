package network.cocoon.commands.http;

import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Refusals of the HTTP edge itself, before any stream is asked. */
public enum HttpRefusal implements Refusal {
    MALFORMED(400, Actor.USER),
    UNAUTHENTICATED(401, Actor.USER),
    FORBIDDEN(403, Actor.USER),
    NOT_FOUND(404, Actor.USER),
    METHOD_NOT_ALLOWED(405, Actor.USER),
    NOT_ACCEPTABLE(406, Actor.USER),
    CONFLICT(409, Actor.NETWORK),
    /** A place in a log that this one has not reached: it was restored from a backup since. */
    BOOKMARK_AHEAD(409, Actor.USER),
    TOO_LARGE(413, Actor.USER),
    UNSUPPORTED_MEDIA_TYPE(415, Actor.USER),
    /** Another node has it: the problem names it. */
    WRONG_NODE(421, Actor.USER),
    TOO_MANY_REQUESTS(429, Actor.USER),
    INTERNAL(500, Actor.OPERATOR),
    /** This node is about to stop, another is not: nothing was done. */
    DRAINING(503, Actor.NETWORK),
    UNAVAILABLE(503, Actor.NETWORK);

    private final int status;
    private final Actor mustAct;

    HttpRefusal(int status, Actor mustAct) {
        this.status = status;
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }

    int status() {
        return status;
    }

    public RefusedException because(String detail) {
        return new RefusedException(this, detail);
    }
}
