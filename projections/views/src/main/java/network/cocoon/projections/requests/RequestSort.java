package network.cocoon.projections.requests;

/** By what a list of requests can be ordered. Each order has an index of its own, down to the request's id. */
public enum RequestSort {
    REQUESTED("requested_at", Kind.TIME),
    STATE("state", Kind.TEXT),
    MODEL("model", Kind.TEXT),
    ACCOUNT("account_id", Kind.TEXT),
    WORKER("coalesce(worker_id, '')", Kind.TEXT),
    TOKENS("tokens", Kind.NUMBER),
    COST("cost", Kind.NUMBER),
    LATENCY("latency_millis", Kind.NUMBER);

    private final String expression;
    private final Kind kind;

    RequestSort(String expression, Kind kind) {
        this.expression = expression;
        this.kind = kind;
    }

    /** Text of ours, never a caller's. */
    String expression() {
        return expression;
    }

    Kind kind() {
        return kind;
    }

    /** What stands in the column. Equal texts are further ordered by time. */
    enum Kind {
        TIME,
        NUMBER,
        TEXT
    }
}
