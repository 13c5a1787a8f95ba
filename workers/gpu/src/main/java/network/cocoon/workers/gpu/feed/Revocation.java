package network.cocoon.workers.gpu.feed;

import org.jspecify.annotations.Nullable;

/**
 * Whether the server has taken an assignment back, or this worker gives it up. Whoever runs it asks between tokens, and is
 * torn away from a wait for the relay, so that the slot is free at once.
 */
public final class Revocation {

    private final int attempt;
    private volatile boolean revoked;
    private volatile boolean cutShort;
    private @Nullable Runnable interruption;

    /** @param attempt of the assignment, from 1 */
    public Revocation(int attempt) {
        this.attempt = attempt;
    }

    public int attempt() {
        return attempt;
    }

    /** Nobody waits for the answer any more, for whichever reason. */
    public boolean revoked() {
        return revoked;
    }

    /** The worker itself gives it up: the server does not know yet. */
    public boolean wasCutShort() {
        return cutShort;
    }

    /** As {@link #revoke}, by the worker itself. */
    public void cutShort() {
        // Where the server had taken it back before there is nothing to tell it.
        cutShort = !revoked;
        revoke();
    }

    /** Has the action run once the assignment is revoked; at once where it already is. The last action counts. */
    public void interrupt(Runnable action) {
        synchronized (this) {
            interruption = action;
            if (!revoked) {
                return;
            }
        }
        action.run();
    }

    public void revoke() {
        Runnable action;
        synchronized (this) {
            revoked = true;
            action = interruption;
        }
        if (action != null) {
            action.run();
        }
    }
}
