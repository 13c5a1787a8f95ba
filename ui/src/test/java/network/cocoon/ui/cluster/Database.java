package network.cocoon.ui.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import network.cocoon.eventstore.postgres.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: durable, on a port that stays, started again on its own folder. */
public final class Database extends Member {

    private final Path folder;
    private int port;
    private @Nullable EmbeddedPostgres postgres;

    Database(Path folder) {
        super("postgresql");
        this.folder = folder;
    }

    @Override
    public void start() {
        EmbeddedPostgres before = postgres;
        if (before != null) {
            // Gives up the folder; there is no server left to stop.
            before.close();
        }
        EmbeddedPostgres started = EmbeddedPostgres.start(folder, port);
        port = started.port();
        postgres = started;
    }

    @Override
    public void stop() {
        EmbeddedPostgres running = postgres;
        postgres = null;
        if (running != null) {
            running.close();
        }
    }

    @Override
    ProcessHandle handle() {
        Path file = folder.resolve("cluster/postmaster.pid");
        try {
            long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
            return ProcessHandle.of(pid).orElseThrow(() -> new ClusterException("PostgreSQL has ended"));
        } catch (IOException e) {
            throw new ClusterException("PostgreSQL does not run", e);
        }
    }

    @Override
    public boolean isRunning() {
        try {
            return handle().isAlive();
        } catch (ClusterException e) {
            return false;
        }
    }

    public String jdbcUrl() {
        return running().jdbcUrl();
    }

    public String user() {
        return running().user();
    }

    String password() {
        return running().password();
    }

    /** A connection of the application's user. */
    public Connection connect() throws SQLException {
        Properties user = new Properties();
        user.setProperty("user", running().user());
        user.setProperty("password", running().password());
        return DriverManager.getConnection(jdbcUrl(), user);
    }

    /** A connection of the administrator's. */
    public Connection connectAsAdmin() throws IOException, SQLException {
        Properties admin = new Properties();
        admin.setProperty("user", "postgres");
        admin.setProperty(
                "password", Files.readString(folder.resolve("admin-password")).strip());
        return DriverManager.getConnection(jdbcUrl(), admin);
    }

    /** The data, {@code cluster}, and what lies beside it. */
    public Path folder() {
        return folder;
    }

    /** The one number that a query gives. */
    public long number(String sql) throws SQLException {
        try (Connection connection = connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private EmbeddedPostgres running() {
        EmbeddedPostgres running = postgres;
        if (running == null) {
            throw new ClusterException("PostgreSQL was never started");
        }
        return running;
    }
}
