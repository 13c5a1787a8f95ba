package network.cocoon.commands.dispatch;

import network.cocoon.domain.kernel.Refusal;
import network.cocoon.domain.kernel.Rejection;

/** An expected refusal on its way to the caller, who gets its code. It rolls the transaction back and costs no stack trace. */
public final class RefusedException extends RuntimeException {

    private final transient Rejection rejection;

    public RefusedException(Rejection rejection) {
        super(rejection.code().name() + ": " + rejection.detail(), null, false, false);
        this.rejection = rejection;
    }

    public RefusedException(Refusal code, String detail) {
        this(new Rejection(code, detail));
    }

    public Rejection rejection() {
        return rejection;
    }
}
