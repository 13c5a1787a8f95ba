package network.cocoon.eventstore;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log in its dense order. A bookmark kept as a dense index never skips an event. */
public final class LogReader {
    /** At most so many events in one answer. */
    public static final int MAX_BATCH = 10_000;

    static final String COLUMNS = "i.dense_index, d.global_index, d.stream, d.aggregate_id, d.sequence, d.event_id,"
            + " d.name, d.revision, d.payload, d.metadata, d.time, d.salt";

    private final JdbcClient jdbc;

    /** Reads from this database. */
    public LogReader(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /**
     * The events after a bookmark.
     *
     * @param denseIndex the last index already seen, 0 for the beginning
     * @param limit from 1 to {@link #MAX_BATCH}
     */
    public List<LoggedEvent> readAfter(long denseIndex, int limit) {
        if (denseIndex < 0 || limit < 1 || limit > MAX_BATCH) {
            throw new IllegalArgumentException("readAfter(%d, %d) is out of range".formatted(denseIndex, limit));
        }
        // The range on the primary key first, then one row each: OFFSET 0 keeps the planner, which does not know how
        // small
        // the limit is, from joining by a scan of all events, which it did from the sixth call on.
        return jdbc.sql("SELECT " + COLUMNS + """
                         FROM (SELECT dense_index, global_index FROM event_index
                               WHERE dense_index > :after ORDER BY dense_index LIMIT :limit) i
                        CROSS JOIN LATERAL
                            (SELECT * FROM domain_event e WHERE e.global_index = i.global_index OFFSET 0) d
                        ORDER BY i.dense_index""")
                .param("after", denseIndex)
                .param("limit", limit)
                .query((row, _) -> map(row))
                .list();
    }

    /** The last dense index, 0 when the log is empty. */
    public long head() {
        return jdbc.sql("SELECT head FROM sequencer").query(Long.class).single();
    }

    static LoggedEvent map(ResultSet row) throws SQLException {
        return new LoggedEvent(
                row.getLong("dense_index"),
                row.getLong("global_index"),
                row.getString("stream"),
                row.getString("aggregate_id"),
                row.getLong("sequence"),
                row.getString("event_id"),
                row.getString("name"),
                row.getInt("revision"),
                row.getBytes("payload"),
                row.getBytes("metadata"),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                row.getBytes("salt"));
    }
}
