package network.cocoon.projections.requests;

/** By what a list of requests can be ordered. */
public enum RequestSort {
    REQUESTED("requested_at"),
    STATE("state"),
    MODEL("model"),
    ACCOUNT("account_id"),
    WORKER("worker_id"),
    TOKENS("prompt_tokens + cached_tokens + completion_tokens + reasoning_tokens"),
    COST("cost"),
    LATENCY("closed_at - requested_at");

    private final String expression;

    RequestSort(String expression) {
        this.expression = expression;
    }

    /** Text of ours, never a caller's. */
    String expression() {
        return expression;
    }
}
