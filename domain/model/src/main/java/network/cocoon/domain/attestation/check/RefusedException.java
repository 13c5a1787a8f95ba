package network.cocoon.domain.attestation.check;

import java.io.Serial;

/** Carries a refusal out of a parser to the verdict. Checked, so that no caller can forget that input may be hostile. */
public final class RefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final AttestationRefusal code;

    public RefusedException(AttestationRefusal code, String detail) {
        // No stack trace: hostile input must not make refusing dearer than asking.
        super(detail, null, false, false);
        this.code = code;
    }

    public AttestationRefusal code() {
        return code;
    }

    /** What was wrong, in words; never holds a key or a signature. */
    public String detail() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
