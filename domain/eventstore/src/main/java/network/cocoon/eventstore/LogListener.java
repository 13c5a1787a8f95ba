package network.cocoon.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears what other nodes announce. */
final class LogListener extends ConnectedTask {
    /** How long to listen before looking for oneself, in case an announcement was lost. */
    private static final int LISTEN_MILLIS = 1_000;

    private final LogTail tail;
    private final Sequencer sequencer;

    LogListener(DedicatedConnections connections, LogTail tail, Sequencer sequencer) {
        super("log-listener", connections);
        this.tail = tail;
        this.sequencer = sequencer;
    }

    @Override
    void work(Connection connection) throws SQLException, InterruptedException {
        for (Channel channel : Channel.values()) {
            channel.listen(connection);
        }
        // Only after listening has begun, so that nothing falls between the look and the first announcement.
        look(connection);
        var announcements = connection.unwrap(PGConnection.class);
        while (!Thread.interrupted()) {
            PGNotification @Nullable [] heard = announcements.getNotifications(LISTEN_MILLIS);
            if (heard == null || heard.length == 0) {
                look(connection);
                continue;
            }
            for (PGNotification one : heard) {
                hear(one);
            }
        }
        throw new InterruptedException();
    }

    private void hear(PGNotification announcement) {
        switch (Channel.named(announcement.getName())) {
            case APPENDED -> sequencer.wake();
            case INDEXED -> tail.advanceTo(Long.parseLong(announcement.getParameter()));
            case null -> {}
        }
    }

    private void look(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT head FROM sequencer")) {
            if (row.next()) {
                tail.advanceTo(row.getLong(1));
            }
        }
    }
}
