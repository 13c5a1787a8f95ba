package network.cocoon.domain.envelope;

/**
 * An envelope, frame or receipt was refused. The message is the code's name and nothing else: no plaintext, no key, and
 * nothing that tells an attacker which byte was wrong.
 */
public final class EnvelopeException extends RuntimeException {

    private final EnvelopeFault code;

    public EnvelopeException(EnvelopeFault code) {
        super(code.name());
        this.code = code;
    }

    public EnvelopeFault code() {
        return code;
    }
}
