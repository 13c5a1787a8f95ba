package network.cocoon.projections.feed;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import network.cocoon.projections.Rows;
import network.cocoon.projections.write.ViewEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Events set aside. Their bytes stay in the log; here stands only which they are. */
@Component
class ParkedEvents {

    private final JdbcClient jdbc;
    private final EventNames names;
    private final InstantSource clock;

    ParkedEvents(JdbcClient jdbc, EventNames names, InstantSource clock) {
        this.jdbc = jdbc;
        this.names = names;
        this.clock = clock;
    }

    /** Those of the streams whose events wait. */
    Set<String> waiting(Collection<String> aggregates) {
        return new HashSet<>(
                jdbc.sql("SELECT DISTINCT aggregate_id FROM view_dead_letter WHERE aggregate_id = ANY(:aggregates)")
                        .param("aggregates", aggregates.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    /**
     * Sets an event aside; one that already is stays as it is.
     *
     * @param cause what went wrong; null for an event that waits for an earlier one
     */
    void park(ViewEvent event, @Nullable String cause) {
        Instant now = clock.instant();
        jdbc.sql("""
                        INSERT INTO view_dead_letter (dense_index, aggregate_id, stream, sequence, name, cause, attempts,
                            parked_at, tried_at, next_try_at)
                        VALUES (:index, :aggregate, :stream, :sequence, :name, :cause, :attempts, :now,
                            CASE WHEN :attempts > 0 THEN CAST(:now AS timestamptz) END, :next)
                        ON CONFLICT (dense_index) DO NOTHING""")
                .param("index", event.denseIndex())
                .param("aggregate", event.aggregate())
                .param("stream", event.stream())
                .param("sequence", event.sequence())
                .param("name", names.of(event.payload()))
                .param("cause", cause, java.sql.Types.VARCHAR)
                .param("attempts", cause == null ? 0 : 1)
                .param("now", Rows.utc(now))
                .param("next", Rows.utc(cause == null ? now : now.plus(Backoff.after(1))))
                .update();
    }
}
