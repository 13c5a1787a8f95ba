package network.cocoon.commands.dispatch;

import java.time.Duration;
import java.util.OptionalLong;
import network.cocoon.domain.kernel.Refusal;
import network.cocoon.domain.kernel.Rejection;

/** An expected refusal on its way to the caller, who gets its code. It rolls the transaction back and costs no stack trace. */
public final class RefusedException extends RuntimeException {

    private final transient Rejection rejection;
    private final transient OptionalLong retryAfter;

    public RefusedException(Rejection rejection) {
        this(rejection, OptionalLong.empty());
    }

    private RefusedException(Rejection rejection, OptionalLong retryAfter) {
        super(rejection.code().name() + ": " + rejection.detail(), null, false, false);
        this.rejection = rejection;
        this.retryAfter = retryAfter;
    }

    /**
     * One that passes by itself.
     *
     * @param after when to ask again: whole seconds, rounded up, at least one
     */
    public static RefusedException forNow(Refusal code, String detail, Duration after) {
        long seconds = Math.max(1, after.plusMillis(999).toSeconds());
        return new RefusedException(new Rejection(code, detail), OptionalLong.of(seconds));
    }

    public RefusedException(Refusal code, String detail) {
        this(new Rejection(code, detail));
    }

    public Rejection rejection() {
        return rejection;
    }

    /** Seconds, as {@code Retry-After} has them (RFC 9110, 10.2.3). */
    public OptionalLong retryAfter() {
        return retryAfter;
    }
}
