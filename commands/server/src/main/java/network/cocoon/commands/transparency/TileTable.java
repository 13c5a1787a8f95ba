package network.cocoon.commands.transparency;

import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TileTable {

    /** Which tile: the {@code number}th of its level, from 0. */
    record Place(int level, long number) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    TileTable(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    Optional<Tile> find(Place place) {
        return jdbc.sql("SELECT hashes FROM log_tile WHERE level = ? AND number = ?")
                .param(place.level())
                .param(place.number())
                .query(byte[].class)
                .optional()
                .map(Tile::new);
    }

    void store(Map<Place, Tile> tiles) {
        template.batchUpdate(
                """
                INSERT INTO log_tile (level, number, hashes) VALUES (?, ?, ?)
                ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes""",
                tiles.entrySet().stream()
                        .map(tile -> new Object[] {
                            tile.getKey().level(),
                            tile.getKey().number(),
                            tile.getValue().bytes()
                        })
                        .toList());
    }
}
