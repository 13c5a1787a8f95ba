package network.cocoon.workers.devchain.http;

/** A call that is refused: HTTP status, a stable code, and a sentence. */
final class ApiProblem extends RuntimeException {

    private final int status;
    private final String reason;

    ApiProblem(int status, String reason, String message) {
        super(message, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    /** toncenter's own status for what it cannot read. */
    static ApiProblem invalid(String message) {
        return new ApiProblem(422, "INVALID_ARGUMENT", message);
    }

    int status() {
        return status;
    }

    String reason() {
        return reason;
    }
}
