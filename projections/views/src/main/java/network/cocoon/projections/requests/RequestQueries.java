package network.cocoon.projections.requests;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.projections.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of requests, filtered, sorted and paged by the database along its indexes. */
@Component
public class RequestQueries {

    /** Most rows in one answer. */
    public static final int MAX_PAGE = 1_000;

    /** No list is counted further than this. */
    public static final int MAX_COUNT = 100_000;

    private final JdbcClient jdbc;

    /** Reads the views of this database. */
    public RequestQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One page by its place in the list. Its time grows with the offset, by about a millisecond for ten thousand rows;
     * {@link #after} does not.
     *
     * @param offset how many rows to leave out, from 0
     * @param limit  from 1 to {@link #MAX_PAGE}
     */
    public List<RequestRow> page(RequestFilter filter, RequestSort sort, boolean descending, int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("page(%d, %d) is out of range".formatted(offset, limit));
        }
        var where = new RequestWhere(filter);
        where.put("limit", limit);
        where.put("offset", offset);
        return list(where, sort, descending, " LIMIT :limit OFFSET :offset");
    }

    /**
     * The page that follows another, as fast at the list's end as at its beginning.
     *
     * @param cursor where the page before ended, by {@link RequestCursor#after}; null for the first page
     * @param limit  from 1 to {@link #MAX_PAGE}
     */
    public List<RequestRow> after(
            RequestFilter filter, RequestSort sort, boolean descending, @Nullable RequestCursor cursor, int limit) {
        if (limit < 1 || limit > MAX_PAGE || (cursor != null && cursor.sort() != sort)) {
            throw new IllegalArgumentException("after(%s, %d) is out of range".formatted(sort, limit));
        }
        var where = new RequestWhere(filter);
        where.put("limit", limit);
        if (cursor != null) {
            boolean text = sort.kind() == RequestSort.Kind.TEXT;
            String columns = sort.expression() + (text ? ", requested_at, request_id" : ", request_id");
            String values = text ? ":value, :at, :request" : ":value, :request";
            where.add(
                    "(" + columns + ") " + (descending ? "<" : ">") + " (" + values + ")",
                    "value",
                    cursor.value() instanceof Instant at ? Rows.utc(at) : cursor.value());
            where.put("at", Rows.utc(cursor.at()));
            where.put("request", cursor.request());
        }
        return list(where, sort, descending, " LIMIT :limit");
    }

    private List<RequestRow> list(RequestWhere where, RequestSort sort, boolean descending, String bounds) {
        String direction = descending ? " DESC" : " ASC";
        // Only text of ours is concatenated; the id makes the order total, so that pages neither repeat nor skip.
        String order = sort.expression() + direction
                + (sort.kind() == RequestSort.Kind.TEXT ? ", requested_at" + direction : "")
                + ", request_id"
                + direction;
        return jdbc.sql("SELECT * FROM view_request" + where.sql() + " ORDER BY " + order + bounds)
                .params(where.params())
                .query((row, _) -> RequestRow.map(row))
                .list();
    }

    /** How many there are, at most {@link #MAX_COUNT}. Without a filter it is read from the counters. */
    public int count(RequestFilter filter) {
        if (filter.equals(RequestFilter.ALL)) {
            long all = jdbc.sql("""
                            SELECT coalesce((SELECT sum(n) FROM view_tally WHERE name LIKE 'requests.%'), 0)
                                + (SELECT count(*) FROM view_request WHERE closed_at IS NULL)""").query(Long.class).single();
            return (int) Math.min(all, MAX_COUNT);
        }
        var where = new RequestWhere(filter);
        String sql = "SELECT count(*) FROM (SELECT FROM view_request" + where.sql() + " LIMIT " + MAX_COUNT + ") found";
        return Math.toIntExact(
                jdbc.sql(sql).params(where.params()).query(Long.class).single());
    }

    /** One request, if the views know it. */
    public Optional<RequestRow> find(RequestId request) {
        return jdbc.sql("SELECT * FROM view_request WHERE request_id = :request")
                .param("request", request.value())
                .query((row, _) -> RequestRow.map(row))
                .optional();
    }

    /** To whom a request was given, first to last. */
    public List<AttemptRow> attempts(RequestId request) {
        return jdbc.sql("SELECT * FROM view_attempt WHERE request_id = :request ORDER BY attempt")
                .param("request", request.value())
                .query((row, _) -> new AttemptRow(
                        row.getInt("attempt"),
                        row.getString("worker_id"),
                        row.getString("provider_id"),
                        row.getString("worker_key"),
                        row.getString("rule"),
                        row.getString("relay"),
                        Rows.instant(row, "assigned_at"),
                        Rows.instantOrNull(row, "ended_at"),
                        row.getString("code"),
                        row.getString("fault")))
                .list();
    }
}
