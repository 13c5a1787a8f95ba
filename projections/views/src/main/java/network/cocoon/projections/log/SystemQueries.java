package network.cocoon.projections.log;

import java.util.List;
import java.util.Optional;
import network.cocoon.projections.Rows;
import network.cocoon.projections.Views;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the machinery that reads and orders the log is doing. */
@Component
public class SystemQueries {

    private final JdbcClient jdbc;

    /** Reads the event store of this database. */
    public SystemQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every processor's every segment, with how far behind the log it is. */
    public List<ProcessorRow> processors() {
        return jdbc.sql("""
                        SELECT t.processor_name, t.segment, t.owner, s.head,
                            coalesce((convert_from(t.token, 'UTF8')::json ->> 'index')::bigint, 0) AS position
                        FROM token_entry t CROSS JOIN sequencer s
                        -- The token store keeps its own configuration under this name.
                        WHERE t.processor_name <> '__config'
                        ORDER BY t.processor_name, t.segment""")
                .query((row, _) -> new ProcessorRow(
                        row.getString("processor_name"),
                        row.getInt("segment"),
                        row.getString("owner"),
                        row.getLong("position"),
                        Math.max(0, row.getLong("head") - row.getLong("position"))))
                .list();
    }

    /** Server nodes on this database, by id; empty where none has ever told of itself. */
    public List<NodeRow> nodes() {
        // The table is the server's; a read side alone lives without it.
        boolean known = jdbc.sql("SELECT to_regclass('node') IS NOT NULL")
                .query(Boolean.class)
                .single();
        return known
                ? jdbc.sql("SELECT * FROM node ORDER BY id")
                        .query((row, _) -> NodeRow.map(row))
                        .list()
                : List.of();
    }

    /** The last rebuild of the views, running or done. */
    public Optional<RebuildRow> rebuild() {
        return jdbc.sql("""
                        SELECT r.*, (SELECT coalesce(min((convert_from(t.token, 'UTF8')::json ->> 'index')::bigint), 0)
                                     FROM token_entry t WHERE t.processor_name = :processor) AS position
                        FROM view_rebuild r""")
                .param("processor", Views.PROCESSOR)
                .query((row, _) -> new RebuildRow(
                        Math.min(row.getLong("position"), row.getLong("target")),
                        row.getLong("target"),
                        Rows.instant(row, "started_at"),
                        Rows.instantOrNull(row, "finished_at"),
                        row.getString("asked_by")))
                .optional();
    }

    /** The ordering of the log. */
    public SequencerRow sequencer() {
        return jdbc.sql("""
                        SELECT s.head, s.epoch,
                            (SELECT count(*) FROM domain_event d WHERE d.transaction >= s.floor
                             AND NOT EXISTS (SELECT FROM event_index i WHERE i.global_index = d.global_index)) AS waiting,
                            pg_database_size(current_database()) AS bytes
                        FROM sequencer s""")
                .query((row, _) -> new SequencerRow(
                        row.getLong("head"), row.getLong("epoch"), row.getLong("waiting"), row.getLong("bytes")))
                .single();
    }

    /**
     * @param head    the last dense index
     * @param epoch   how often the ordering changed hands
     * @param waiting events committed but not yet ordered
     * @param bytes   size of the database
     */
    public record SequencerRow(long head, long epoch, long waiting, long bytes) {}
}
