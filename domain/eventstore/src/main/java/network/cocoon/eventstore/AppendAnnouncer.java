package network.cocoon.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Tells the node that orders the log of events committed here; many commits make one announcement. */
final class AppendAnnouncer extends ConnectedTask {
    /** Long: it only bounds how long a broken connection goes unnoticed. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final Bell bell = new Bell();

    AppendAnnouncer(DedicatedConnections connections) {
        super("log-announcer", connections);
    }

    void announce() {
        bell.ring();
    }

    @Override
    void work(Connection connection) throws SQLException, InterruptedException {
        while (true) {
            bell.await(IDLE);
            Channel.APPENDED.announce(connection, "");
        }
    }
}
