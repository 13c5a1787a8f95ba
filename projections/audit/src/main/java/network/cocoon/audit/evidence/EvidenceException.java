package network.cocoon.audit.evidence;

import java.io.Serial;

/** A file that could not be judged. */
final class EvidenceException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final EvidenceFault fault;

    EvidenceException(EvidenceFault fault, String detail) {
        super(detail);
        this.fault = fault;
    }

    EvidenceFault fault() {
        return fault;
    }

    String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
