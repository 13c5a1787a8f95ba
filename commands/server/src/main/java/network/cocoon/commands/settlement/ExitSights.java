package network.cocoon.commands.settlement;

import java.sql.Timestamp;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.api.ExitApi.ExitStanding;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the exit looked last, for the nodes that have not its key. */
@Component
class ExitSights {

    private final JdbcClient jdbc;

    ExitSights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ExitSight> last() {
        return jdbc.sql("SELECT * FROM exit_sight")
                .query((row, _) -> new ExitSight(
                        row.getString("address"),
                        new ExitTerms(
                                Bytes.of(row.getBytes("key")),
                                row.getLong("delay_seconds"),
                                row.getInt("network_id"),
                                row.getString("owner")),
                        ExitStanding.valueOf(row.getString("standing")),
                        Nanoton.of(row.getLong("balance")),
                        row.getLong("number"),
                        row.getTimestamp("seen_at").toInstant()))
                .optional();
    }

    void keep(ExitSight sight) {
        jdbc.sql("""
                        INSERT INTO exit_sight (address, key, delay_seconds, network_id, owner, standing, balance, number,
                            seen_at)
                        VALUES (:address, :key, :delay, :network, :owner, :standing, :balance, :number, :seen)
                        ON CONFLICT (only_row) DO UPDATE SET address = EXCLUDED.address, key = EXCLUDED.key,
                            delay_seconds = EXCLUDED.delay_seconds, network_id = EXCLUDED.network_id,
                            owner = EXCLUDED.owner, standing = EXCLUDED.standing, balance = EXCLUDED.balance,
                            number = EXCLUDED.number, seen_at = EXCLUDED.seen_at""")
                .param("address", sight.address())
                .param("key", sight.terms().key().toArray())
                .param("delay", sight.terms().delaySeconds())
                .param("network", sight.terms().networkId())
                .param("owner", sight.terms().owner())
                .param("standing", sight.standing().name())
                .param("balance", sight.balance().value())
                .param("number", sight.number())
                .param("seen", Timestamp.from(sight.seenAt()))
                .update();
    }
}
