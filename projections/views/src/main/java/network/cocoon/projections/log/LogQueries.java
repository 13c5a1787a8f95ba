package network.cocoon.projections.log;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import network.cocoon.domain.kernel.Id;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.projections.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The log as it stands. Only reads. */
@Component
public class LogQueries {

    /** Most events in one answer. */
    public static final int MAX_EVENTS = 1_000;

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
        // The plain range on the primary key first, so that the planner never sorts the table of events.
        return jdbc.sql(SELECT + """
                         FROM (SELECT dense_index, global_index FROM event_index WHERE dense_index <= :upTo
                              ORDER BY dense_index DESC LIMIT :limit) i
                        JOIN domain_event d ON d.global_index = i.global_index
                        ORDER BY i.dense_index DESC""")
                .param("upTo", upTo)
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
                codec.decode(name, revision, payload));
    }
}
