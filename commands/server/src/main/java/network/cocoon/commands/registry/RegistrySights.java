package network.cocoon.commands.registry;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.commands.registry.RegistryOnChain.Sight;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.RegistryApi.RegistryContents;
import network.cocoon.wire.api.RegistryApi.RegistryStanding;
import network.cocoon.wire.ton.Cell;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the registry looked last, for the nodes that have not its key. */
@Component
class RegistrySights {

    private final JdbcClient jdbc;

    RegistrySights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Sight> last() {
        return jdbc.sql("SELECT * FROM registry_sight")
                .query((row, _) -> new Sight(
                        row.getString("address"),
                        Cell.ofBoc(row.getBytes("state_init")),
                        row.getInt("network_id"),
                        Bytes.of(row.getBytes("key")),
                        row.getString("owner"),
                        Duration.ofSeconds(row.getLong("delay_seconds")),
                        RegistryStanding.valueOf(row.getString("standing")),
                        Nanoton.of(row.getLong("balance")),
                        new RegistryContents(
                                row.getLong("orders"),
                                Digest.of(row.getBytes("journal")),
                                row.getLong("size"),
                                Digest.of(row.getBytes("root"))),
                        row.getTimestamp("seen_at").toInstant()))
                .optional();
    }

    void keep(Sight sight) {
        jdbc.sql("""
                        INSERT INTO registry_sight (address, state_init, network_id, key, owner, delay_seconds, standing,
                            balance, orders, journal, size, root, seen_at)
                        VALUES (:address, :init, :network, :key, :owner, :delay, :standing, :balance, :orders, :journal,
                            :size, :root, :seen)
                        ON CONFLICT (only_row) DO UPDATE SET address = EXCLUDED.address,
                            state_init = EXCLUDED.state_init, network_id = EXCLUDED.network_id, key = EXCLUDED.key,
                            owner = EXCLUDED.owner, delay_seconds = EXCLUDED.delay_seconds,
                            standing = EXCLUDED.standing, balance = EXCLUDED.balance, orders = EXCLUDED.orders,
                            journal = EXCLUDED.journal, size = EXCLUDED.size, root = EXCLUDED.root,
                            seen_at = EXCLUDED.seen_at""")
                .param("address", sight.address())
                .param("init", sight.stateInit().toBoc())
                .param("network", sight.networkId())
                .param("key", sight.key().toArray())
                .param("owner", sight.owner())
                .param("delay", sight.delay().toSeconds())
                .param("standing", sight.standing().name())
                .param("balance", sight.balance().value())
                .param("orders", sight.contents().orders())
                .param("journal", sight.contents().journal().raw())
                .param("size", sight.contents().size())
                .param("root", sight.contents().root().raw())
                .param("seen", Timestamp.from(sight.seenAt()))
                .update();
    }
}
