package network.cocoon.projections.requests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.projections.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of requests, filtered, sorted and paged by the database. */
@Component
public class RequestQueries {

    /** Most rows in one answer. */
    public static final int MAX_PAGE = 1_000;

    private static final String SELECT = """
            SELECT *, prompt_tokens + cached_tokens + completion_tokens + reasoning_tokens AS tokens
            FROM view_request""";

    private final JdbcClient jdbc;

    /** Reads the views of this database. */
    public RequestQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One page.
     *
     * @param offset how many rows to leave out, from 0
     * @param limit  from 1 to {@link #MAX_PAGE}
     */
    public List<RequestRow> page(RequestFilter filter, RequestSort sort, boolean descending, int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("page(%d, %d) is out of range".formatted(offset, limit));
        }
        Map<String, Object> params = new HashMap<>();
        String direction = descending ? " DESC NULLS LAST" : " ASC NULLS LAST";
        // Only text of ours is concatenated; the id makes the order total, so that pages neither repeat nor skip.
        String sql = SELECT + where(filter, params) + " ORDER BY " + sort.expression() + direction
                + ", request_id LIMIT :limit OFFSET :offset";
        params.put("limit", limit);
        params.put("offset", offset);
        return jdbc.sql(sql)
                .params(params)
                .query((row, _) -> RequestRow.map(row))
                .list();
    }

    /** How many there are. */
    public int count(RequestFilter filter) {
        Map<String, Object> params = new HashMap<>();
        String sql = "SELECT count(*) FROM view_request" + where(filter, params);
        return Math.toIntExact(jdbc.sql(sql).params(params).query(Long.class).single());
    }

    /** One request, if the views know it. */
    public Optional<RequestRow> find(RequestId request) {
        return jdbc.sql(SELECT + " WHERE request_id = :request")
                .param("request", request.value())
                .query((row, _) -> RequestRow.map(row))
                .optional();
    }

    private static String where(RequestFilter filter, Map<String, Object> params) {
        List<String> conditions = new ArrayList<>();
        if (!filter.states().isEmpty()) {
            conditions.add("state IN (:states)");
            params.put("states", filter.states().stream().map(Enum::name).toList());
        }
        if (!filter.text().isEmpty()) {
            conditions.add("(starts_with(request_id, :text) OR starts_with(account_id, :text)"
                    + " OR starts_with(worker_id, :text) OR starts_with(provider_id, :text)"
                    + " OR starts_with(lower(model), lower(:text)))");
            params.put("text", filter.text());
        }
        if (filter.from() != null) {
            conditions.add("requested_at >= :from");
            params.put("from", Rows.utc(filter.from()));
        }
        if (filter.upTo() != null) {
            conditions.add("requested_at < :upTo");
            params.put("upTo", Rows.utc(filter.upTo()));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
}
