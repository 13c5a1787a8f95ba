package network.cocoon.commands.registry;

import java.sql.Timestamp;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each registry's history was reported, for all nodes. */
@Component
class RegistryPlaces {

    private final JdbcClient jdbc;

    RegistryPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param address raw */
    Optional<RegistryOnChain.Place> of(String address) {
        return jdbc.sql("SELECT * FROM registry_place WHERE address = :address")
                .param("address", address)
                .query((row, _) -> new RegistryOnChain.Place(
                        row.getLong("lt"),
                        Digest.of(row.getBytes("hash")),
                        row.getLong("next_order"),
                        Digest.of(row.getBytes("journal")),
                        row.getLong("size"),
                        Digest.of(row.getBytes("root")),
                        row.getTimestamp("anchored").toInstant()))
                .optional();
    }

    /** Only onwards: a node that is slower than another takes nothing back. */
    void move(String address, RegistryOnChain.Place to) {
        jdbc.sql("""
                        INSERT INTO registry_place (address, lt, hash, next_order, journal, size, root, anchored)
                        VALUES (:address, :lt, :hash, :next, :journal, :size, :root, :anchored)
                        ON CONFLICT (address) DO UPDATE SET lt = EXCLUDED.lt, hash = EXCLUDED.hash,
                            next_order = EXCLUDED.next_order, journal = EXCLUDED.journal, size = EXCLUDED.size,
                            root = EXCLUDED.root, anchored = EXCLUDED.anchored
                        WHERE registry_place.lt < EXCLUDED.lt""")
                .param("address", address)
                .param("lt", to.lt())
                .param("hash", to.hash().raw())
                .param("next", to.next())
                .param("journal", to.journal().raw())
                .param("size", to.size())
                .param("root", to.root().raw())
                .param("anchored", Timestamp.from(to.anchored()))
                .update();
    }
}
