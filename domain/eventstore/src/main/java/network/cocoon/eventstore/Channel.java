package network.cocoon.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The two pieces of news that nodes on one database tell each other. */
enum Channel {
    /** Events were committed and wait for their index. */
    APPENDED("cocoon_appended"),
    /** The log has grown; the text is its new head. */
    INDEXED("cocoon_indexed");

    private final String sqlName;

    Channel(String sqlName) {
        this.sqlName = sqlName;
    }

    void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + sqlName);
        }
    }

    /**
     * Outside any other transaction: a commit that notifies waits for every other such commit. It does not wait for the
     * disk, for what it tells of is there already, and a node that starts again looks for itself.
     */
    void announce(Connection connection, String text) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT set_config('synchronous_commit', 'off', true), pg_notify(?, ?)")) {
            statement.setString(1, sqlName);
            statement.setString(2, text);
            statement.execute();
        }
    }

    static @Nullable Channel named(String sqlName) {
        for (Channel channel : values()) {
            if (channel.sqlName.equals(sqlName)) {
                return channel;
            }
        }
        return null;
    }
}
