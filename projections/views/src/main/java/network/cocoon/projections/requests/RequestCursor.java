package network.cocoon.projections.requests;

/**
 * Where a page ended, so that the next begins there at once however deep in the list it lies.
 *
 * @param sort    the order it belongs to
 * @param value   what the last row had in that order's column
 * @param at      when the last row's request was asked for
 * @param request the last row's id
 */
public record RequestCursor(RequestSort sort, Object value, java.time.Instant at, String request) {

    /** Where a list ends that ends with this row. */
    public static RequestCursor after(RequestSort sort, RequestRow last) {
        Object value =
                switch (sort) {
                    case REQUESTED -> last.requestedAt();
                    case STATE -> last.state().name();
                    case MODEL -> last.model();
                    case ACCOUNT -> last.account();
                    case WORKER -> last.worker() == null ? "" : last.worker();
                    case TOKENS -> last.tokens();
                    case COST -> last.cost().value();
                    case LATENCY -> last.latencyMillis();
                };
        return new RequestCursor(sort, value, last.requestedAt(), last.request());
    }
}
