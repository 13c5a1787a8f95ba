package network.cocoon.workers.operator.port;

import java.io.Serial;

/** Whatever tries messages does not work: nothing is known of the message. */
public final class RehearsalException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public RehearsalException(String message, Throwable cause) {
        super(message, cause);
    }
}
