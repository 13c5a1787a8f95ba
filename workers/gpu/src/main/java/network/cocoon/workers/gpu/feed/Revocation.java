package network.cocoon.workers.gpu.feed;

import org.jspecify.annotations.Nullable;

/**
 * Whether the server has taken an assignment back. Whoever runs it asks between tokens, and is torn away from a wait for
 * the relay, so that the slot is free at once.
 */
public final class Revocation {

    private final int attempt;
    private volatile boolean revoked;
    private @Nullable Runnable interruption;

    /** @param attempt of the assignment, from 1 */
    public Revocation(int attempt) {
        this.attempt = attempt;
    }

    public int attempt() {
        return attempt;
    }

    public boolean revoked() {
        return revoked;
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
