package network.cocoon.projections.log;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Id;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.projections.Rows;
import network.cocoon.projections.Views;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log as it stands. Only reads. */
@Component
public class LogQueries {

    /** Most events in one answer. */
    public static final int MAX_EVENTS = 1_000;

    /** How many places of the log the views describe together. */
    public static final int BLOCK = 1_024;

    /** A search looks no further in one go. */
    private static final int MAX_BLOCKS = 32;

    private static final String SELECT = """
            SELECT i.dense_index, d.stream, d.aggregate_id, d.sequence, d.event_id, d.name, d.revision, d.payload,
                   d.metadata, d.time""";

    private final JdbcClient jdbc;
    private final PayloadCodec codec;

    /** @param codec turns stored bytes of any revision into today's events */
    public LogQueries(JdbcClient jdbc, PayloadCodec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    /** The last dense index, 0 while the log is empty. It is also the number of events, for it has no gaps. */
    public long head() {
        return jdbc.sql("SELECT head FROM sequencer").query(Long.class).single();
    }

    /** One stream from its first event, at most {@link #MAX_EVENTS}. */
    public List<RecordedEvent> chain(Id stream) {
        return jdbc.sql(SELECT + """
                         FROM domain_event d LEFT JOIN event_index i ON i.global_index = d.global_index
                        WHERE d.aggregate_id = :stream ORDER BY d.sequence LIMIT\s""" + MAX_EVENTS)
                .param("stream", stream.value())
                .query((row, _) -> map(row))
                .list();
    }

    /**
     * Events backwards from a place in the log, the newest first.
     *
     * @param upTo  the first dense index to show
     * @param limit from 1 to {@link #MAX_EVENTS}
     */
    public List<RecordedEvent> backFrom(long upTo, int limit) {
        if (upTo < 0 || limit < 1 || limit > MAX_EVENTS) {
            throw new IllegalArgumentException("backFrom(%d, %d) is out of range".formatted(upTo, limit));
        }
        // The range on the primary key first, then one row each (OFFSET 0): the planner, which does not know the limit,
        // neither sorts nor scans the table of events.
        return jdbc.sql(SELECT + """
                         FROM (SELECT dense_index, global_index FROM event_index WHERE dense_index <= :upTo
                              ORDER BY dense_index DESC LIMIT :limit) i
                        CROSS JOIN LATERAL
                            (SELECT * FROM domain_event e WHERE e.global_index = i.global_index OFFSET 0) d
                        ORDER BY i.dense_index DESC""")
                .param("upTo", upTo)
                .param("limit", limit)
                .query((row, _) -> map(row))
                .list();
    }

    /**
     * Events that a filter lets through, backwards from a place in the log. Every page is found quickly: along the
     * stream's own index, or in those parts of the log that are known to hold such names.
     *
     * @param upTo  the first dense index to look at; {@link #head()} for the newest
     * @param limit from 1 to {@link #MAX_EVENTS}
     */
    public LogPage page(LogFilter filter, long upTo, int limit) {
        if (upTo < 0 || limit < 1 || limit > MAX_EVENTS) {
            throw new IllegalArgumentException("page(%d, %d) is out of range".formatted(upTo, limit));
        }
        if (!filter.aggregate().isEmpty()) {
            return full(ofAggregate(filter, upTo, limit), limit, 0);
        }
        if (filter.stream().isEmpty() && filter.name().isEmpty()) {
            return full(backFrom(upTo, limit), limit, 0);
        }
        List<RecordedEvent> found = new ArrayList<>();
        List<Long> blocks = blocks(filter, upTo);
        for (long block : blocks) {
            found.addAll(inBlock(filter, block, upTo, limit - found.size()));
            if (found.size() == limit) {
                return full(found, limit, 0);
            }
        }
        return full(found, limit, blocks.size() < MAX_BLOCKS ? 0 : Math.max(0, blocks.getLast() * BLOCK - 1));
    }

    /** The names of all events the log holds, in order. */
    public List<String> names() {
        return jdbc.sql("SELECT DISTINCT name FROM view_log_block ORDER BY name")
                .query(String.class)
                .list();
    }

    private static LogPage full(List<RecordedEvent> events, int limit, long otherwise) {
        Long last = events.size() < limit ? null : events.getLast().denseIndex();
        return new LogPage(events, last == null ? otherwise : last - 1);
    }

    private List<RecordedEvent> ofAggregate(LogFilter filter, long upTo, int limit) {
        return jdbc.sql(SELECT + """
                         FROM domain_event d JOIN event_index i ON i.global_index = d.global_index
                        WHERE d.aggregate_id = :aggregate AND i.dense_index <= :upTo
                            AND (:name = '' OR d.name = :name) AND (:stream = '' OR d.stream = :stream)
                        ORDER BY d.sequence DESC LIMIT :limit""")
                .param("aggregate", filter.aggregate())
                .param("upTo", upTo)
                .param("name", filter.name())
                .param("stream", filter.stream())
                .param("limit", limit)
                .query((row, _) -> map(row))
                .list();
    }

    /** The newest parts of the log that may hold what is asked for: those that the views say, and those they lag. */
    private List<Long> blocks(LogFilter filter, long upTo) {
        // Dot and slash are neighbours: the range holds exactly the names that begin with the stream's and a dot.
        String from = filter.name().isEmpty() ? filter.stream() + "." : filter.name();
        String beyond = filter.name().isEmpty() ? filter.stream() + "/" : filter.name() + "!";
        return jdbc.sql("""
                        SELECT block FROM (
                            (SELECT DISTINCT block FROM view_log_block
                             WHERE name >= :from AND name < :beyond AND block <= :last
                             ORDER BY block DESC LIMIT :blocks)
                            UNION
                            SELECT generate_series(greatest(lag.block, :last - :blocks), :last)
                            FROM (SELECT coalesce(min((convert_from(token, 'UTF8')::json ->> 'index')::bigint), 0)
                                      / :size AS block
                                  FROM token_entry WHERE processor_name = :processor) lag
                            WHERE lag.block <= :last) b
                        ORDER BY block DESC LIMIT :blocks""")
                .param("from", from)
                .param("beyond", beyond)
                .param("last", upTo / BLOCK)
                .param("blocks", MAX_BLOCKS)
                .param("size", BLOCK)
                .param("processor", Views.PROCESSOR)
                .query(Long.class)
                .list();
    }

    private List<RecordedEvent> inBlock(LogFilter filter, long block, long upTo, int limit) {
        return jdbc.sql(SELECT + """
                         FROM (SELECT dense_index, global_index FROM event_index
                              WHERE dense_index BETWEEN :from AND :upTo ORDER BY dense_index DESC) i
                        CROSS JOIN LATERAL
                            (SELECT * FROM domain_event e WHERE e.global_index = i.global_index OFFSET 0) d
                        WHERE (:name = '' OR d.name = :name) AND (:stream = '' OR d.stream = :stream)
                        ORDER BY i.dense_index DESC LIMIT :limit""")
                .param("from", block * BLOCK)
                .param("upTo", Math.min(upTo, block * BLOCK + BLOCK - 1))
                .param("name", filter.name())
                .param("stream", filter.stream())
                .param("limit", limit)
                .query((row, _) -> map(row))
                .list();
    }

    private RecordedEvent map(ResultSet row) throws SQLException {
        String name = row.getString("name");
        int revision = row.getInt("revision");
        byte[] payload = row.getBytes("payload");
        return new RecordedEvent(
                Rows.longOrNull(row, "dense_index"),
                row.getString("stream"),
                row.getString("aggregate_id"),
                row.getLong("sequence"),
                row.getString("event_id"),
                name,
                revision,
                Rows.instant(row, "time"),
                new String(payload, StandardCharsets.UTF_8),
                new String(row.getBytes("metadata"), StandardCharsets.UTF_8),
                codec.decodeOrMark(name, revision, payload));
    }
}
