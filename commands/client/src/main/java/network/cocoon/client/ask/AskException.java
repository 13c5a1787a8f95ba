package network.cocoon.client.ask;

import java.util.OptionalInt;
import network.cocoon.client.http.OperatorProblem;

/** A prompt was not answered, or its answer is not to be trusted. The message holds codes, ids and counts only. */
public final class AskException extends RuntimeException {

    /** Why, and the HTTP status that says it best. */
    public enum Code {
        MODEL_NOT_FOUND(404),
        MODEL_NOT_PRICED(503),
        /** The operator's digest is not that of the price list it shows. */
        PRICE_MISMATCH(502),
        /** The registry on chain does not list the price, or was not read for too long: the message has the code. */
        REGISTRY_REFUSED(503),
        PROMPT_TOO_LONG(400),
        /** No live worker within the coefficient. */
        NO_WORKER(503),
        /** There are workers, and none passed verification. */
        NO_TRUSTED_WORKER(503),
        /** As many requests wait for a worker as the network lets wait. */
        OVERLOADED(429),
        NO_CREDIT(402),
        REFUSED_BY_OPERATOR(502),
        OPERATOR_UNREACHABLE(502),
        /** The operator accepted the request and knows nothing of it now: no worker had it yet, and it may be sent again. */
        REQUEST_LOST(502),
        WORKER_FAILED(502),
        TIMEOUT(504),
        /** The stream ended without its authenticated end. */
        ANSWER_TRUNCATED(502),
        /** A frame did not authenticate, or its content is malformed. */
        ANSWER_REFUSED(502),
        /** The answer arrived, but its receipt does not agree with what was agreed: do not accept the bill. */
        RECEIPT_MISMATCH(502);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Code code;

    public AskException(Code code, String message) {
        super(message);
        this.code = code;
    }

    public AskException(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public Code code() {
        return code;
    }

    /** Seconds until asking again is of use, where the operator said so. */
    public OptionalInt retryAfter() {
        return getCause() instanceof OperatorProblem problem ? problem.retryAfter() : OptionalInt.empty();
    }
}
