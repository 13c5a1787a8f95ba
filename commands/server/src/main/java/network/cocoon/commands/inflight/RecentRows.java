package network.cocoon.commands.inflight;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.stereotype.Component;

/**
 * Rows as this node last saw them committed, for looks that come right after one another. What a remembered row allows may
 * have ended a moment ago, so nothing is decided by it that the row's lock would not decide again; what it refuses is read
 * anew.
 */
@Component
public class RecentRows {

    private static final Duration FOR = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 20_000;

    private final RequestTable requests;
    private final Cache<RequestId, RequestRow> rows = Caffeine.newBuilder()
            .expireAfterWrite(FOR)
            .maximumSize(MOST_REMEMBERED)
            .build();

    RecentRows(RequestTable requests) {
        this.requests = requests;
    }

    /** Keeps a row whose transaction has committed. */
    public void remember(RequestRow row) {
        rows.put(row.request(), row);
    }

    /** The remembered row where it is enough, otherwise the table's, if any, whatever it is. */
    public Optional<RequestRow> find(RequestId request, Predicate<RequestRow> enough) {
        RequestRow remembered = rows.getIfPresent(request);
        if (remembered != null && enough.test(remembered)) {
            return Optional.of(remembered);
        }
        Optional<RequestRow> read = requests.find(request);
        read.ifPresent(this::remember);
        return read;
    }
}
