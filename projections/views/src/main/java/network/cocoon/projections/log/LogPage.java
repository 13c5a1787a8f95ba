package network.cocoon.projections.log;

import java.util.List;

/**
 * Some of the log's events, the newest first.
 *
 * @param next where the next page begins, for {@link LogQueries#page}; 0 at the log's beginning. A page can hold fewer
 *             events than asked for, even none, and still have a next: the search was cut short
 */
public record LogPage(List<RecordedEvent> events, long next) {
    public LogPage {
        events = List.copyOf(events);
    }
}
