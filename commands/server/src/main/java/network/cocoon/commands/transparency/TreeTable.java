package network.cocoon.commands.transparency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import network.cocoon.domain.transparency.Frontier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The right edge of the log's tree. */
@Component
class TreeTable {

    /**
     * @param frontier of the tree; its size is the dense index of the last event in it
     * @param fresh    events since the newest checkpoint that are not about checkpoints
     * @param since    when the first of these happened; null where there is none
     */
    record Edge(Frontier frontier, long fresh, @Nullable Instant since) {}

    private final JdbcClient jdbc;

    TreeTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Edge read() {
        return read("");
    }

    /** As it is until this transaction ends: of two nodes that both think they lead, one waits. */
    Edge lock() {
        return read(" FOR UPDATE");
    }

    private Edge read(String how) {
        return jdbc.sql("SELECT size, peaks, fresh, since FROM log_tree" + how)
                .query((row, _) -> edge(row))
                .single();
    }

    private static Edge edge(ResultSet row) throws SQLException {
        OffsetDateTime since = row.getObject("since", OffsetDateTime.class);
        return new Edge(
                new Frontier(row.getLong("size"), row.getBytes("peaks")),
                row.getLong("fresh"),
                since == null ? null : since.toInstant());
    }

    void store(Edge edge) {
        Instant since = edge.since();
        jdbc.sql("UPDATE log_tree SET size = :size, peaks = :peaks, fresh = :fresh, since = :since")
                .param("size", edge.frontier().size())
                .param("peaks", edge.frontier().peaks())
                .param("fresh", edge.fresh())
                .param("since", since == null ? null : since.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }
}
