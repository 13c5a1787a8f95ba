package network.cocoon.client.http;

import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.domain.kernel.Actor;

/** The operator refused a call (RFC 9457). The detail is the operator's own text, bounded; it never holds plaintext. */
public final class OperatorProblem extends RuntimeException {

    private final int status;
    private final String code;
    private final Actor mustAct;
    private final String detail;

    private final transient Optional<String> relay;
    private final transient OptionalInt retryAfter;

    public OperatorProblem(int status, String code, Actor mustAct, String detail) {
        this(status, code, mustAct, detail, Optional.empty(), OptionalInt.empty());
    }

    OperatorProblem(
            int status, String code, Actor mustAct, String detail, Optional<String> relay, OptionalInt retryAfter) {
        super(code + " (" + status + ", " + mustAct + " must act)" + (detail.isEmpty() ? "" : ": " + detail));
        this.status = status;
        this.code = code;
        this.mustAct = mustAct;
        this.detail = detail;
        this.relay = relay;
        this.retryAfter = retryAfter;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable, upper snake case; {@code UNEXPECTED_ANSWER} where the answer was no problem document. */
    public String code() {
        return code;
    }

    /** Who can make the same call succeed. */
    public Actor mustAct() {
        return mustAct;
    }

    /** The node to ask, where this one does not have the answer. Not checked yet. */
    Optional<String> relay() {
        return relay;
    }

    /** Seconds until the same call may succeed, where the operator says so. */
    public OptionalInt retryAfter() {
        return retryAfter;
    }

    public String detail() {
        return detail;
    }
}
