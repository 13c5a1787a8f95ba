package network.cocoon.projections;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** What PostgreSQL alone takes to tell another connection of a row. */
final class NotifyPeer {

    private NotifyPeer() {}

    /** Microseconds of each round. */
    static long[] measure(DataSource database, int rounds) throws SQLException {
        long[] micros = new long[rounds];
        try (Connection writer = database.getConnection();
                Connection reader = database.getConnection()) {
            try (var statement = reader.createStatement()) {
                statement.execute("CREATE TABLE peer (id integer PRIMARY KEY, payload text)");
                statement.execute("LISTEN peer");
            }
            PGConnection heard = reader.unwrap(PGConnection.class);
            try (var insert = writer.prepareStatement(
                            "WITH r AS (INSERT INTO peer VALUES (?, repeat('x', 600)) RETURNING id)"
                                    + " SELECT pg_notify('peer', id::text) FROM r");
                    var select = reader.prepareStatement("SELECT payload FROM peer WHERE id = ?")) {
                for (int i = 0; i < rounds; i++) {
                    long since = System.nanoTime();
                    insert.setInt(1, i);
                    insert.execute();
                    heard.getNotifications(0);
                    select.setInt(1, i);
                    select.executeQuery().close();
                    micros[i] = (System.nanoTime() - since) / 1_000;
                }
            }
        }
        return micros;
    }
}
