package network.cocoon.commands.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.wire.api.ReconciliationApi.LastRound;
import network.cocoon.wire.json.CocoonJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The newest round. Of two operators' rounds the one that looked at the newer block stays. */
@Component
class RoundTable {

    /** The newest round with what it could explain. */
    record Stored(LastRound round, List<Difference> explained) {}

    private final JdbcClient jdbc;

    RoundTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void store(LastRound round, List<Difference> explained) {
        jdbc.sql("""
                        INSERT INTO reconciliation_round (at, seqno, seen, escrows, unread, explained)
                        VALUES (:at, :seqno, :seen, :escrows, :unread, :explained)
                        ON CONFLICT (only_row) DO UPDATE SET at = excluded.at, seqno = excluded.seqno,
                            seen = excluded.seen, escrows = excluded.escrows, unread = excluded.unread,
                            explained = excluded.explained
                        WHERE excluded.seqno >= reconciliation_round.seqno""")
                .param("at", round.at().atOffset(ZoneOffset.UTC))
                .param("seqno", round.seqno())
                .param("seen", round.seen().atOffset(ZoneOffset.UTC))
                .param("escrows", round.escrows())
                .param("unread", round.unread())
                .param("explained", CocoonJson.mapper().writeValueAsString(explained.toArray(new Difference[0])))
                .update();
    }

    Optional<Stored> last() {
        return jdbc.sql("SELECT at, seqno, seen, escrows, unread, explained FROM reconciliation_round")
                .query((row, _) -> stored(row))
                .optional();
    }

    private static Stored stored(ResultSet row) throws SQLException {
        var round = new LastRound(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("seqno"),
                row.getObject("seen", OffsetDateTime.class).toInstant(),
                row.getInt("escrows"),
                row.getInt("unread"));
        return new Stored(
                round, List.of(CocoonJson.mapper().readValue(row.getString("explained"), Difference[].class)));
    }
}
