package network.cocoon.domain.attestation.eventlog;

import java.io.Serial;

/** Carries a refusal. Checked, so that no caller can forget that a log may be hostile. */
public final class EventLogException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final EventLogRefusal code;

    EventLogException(EventLogRefusal code, String detail) {
        super(code.name() + ": " + detail, null, false, false);
        this.code = code;
    }

    public EventLogRefusal code() {
        return code;
    }
}
