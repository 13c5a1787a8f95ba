package network.cocoon.commands.chain;

import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each account's history on chain was reported, for all nodes. */
@Component
public class ChainBookmarks {

    private final JdbcClient jdbc;

    ChainBookmarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A transaction of an account: its logical time, and the hash of its cell. */
    public record Place(long lt, Digest hash) {}

    /** @param address raw */
    public Optional<Place> of(String address) {
        return jdbc.sql("SELECT lt, hash FROM chain_bookmark WHERE address = :address")
                .param("address", address)
                .query((row, _) -> new Place(row.getLong("lt"), Digest.of(row.getBytes("hash"))))
                .optional();
    }

    /** Only onwards: a node that is slower than another takes nothing back. */
    public void move(String address, Place to) {
        jdbc.sql("""
                        INSERT INTO chain_bookmark (address, lt, hash) VALUES (:address, :lt, :hash)
                        ON CONFLICT (address) DO UPDATE SET lt = EXCLUDED.lt, hash = EXCLUDED.hash
                        WHERE chain_bookmark.lt < EXCLUDED.lt""")
                .param("address", address)
                .param("lt", to.lt())
                .param("hash", to.hash().raw())
                .update();
    }
}
