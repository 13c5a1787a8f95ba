package network.cocoon.projections.requests;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which requests to show.
 *
 * @param states empty for all
 * @param text   beginning of a request, account, worker, owner or model id; blank for all. At most 128 characters
 * @param from   asked for at or after this time
 * @param upTo   asked for before this time
 */
public record RequestFilter(
        Set<RequestState> states,
        String text,
        @Nullable Instant from,
        @Nullable Instant upTo) {

    public static final RequestFilter ALL = new RequestFilter(Set.of(), "", null, null);

    private static final int MAX_TEXT = 128;

    public RequestFilter {
        states = Set.copyOf(states);
        text = text.strip();
        if (text.length() > MAX_TEXT) {
            text = text.substring(0, MAX_TEXT);
        }
    }
}
