package network.cocoon.eventstore;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import network.cocoon.eventstore.postgres.EmbeddedPostgres;
import network.cocoon.eventstore.postgres.TestPrograms;
import org.flywaydb.core.Flyway;

/**
 * A migrated, empty database of its own for a test. All tests of a JVM share one server, and each database is a copy
 * of a template with every migration on the class path, which takes a fraction of a second (a copy by the log: copying files waits for two checkpoints).
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final HikariDataSource pool;

    private TestDatabase(String name) {
        this.name = name;
        var settings = new HikariConfig();
        settings.setJdbcUrl(Server.url(name));
        settings.setUsername(Server.POSTGRES.user());
        settings.setPassword(Server.POSTGRES.password());
        settings.setMaximumPoolSize(16);
        settings.setMinimumIdle(0);
        this.pool = new HikariDataSource(settings);
    }

    /** A new empty database. */
    public static TestDatabase create() throws SQLException {
        String name = "test_" + COUNT.incrementAndGet();
        Server.execute("CREATE DATABASE " + name + " TEMPLATE template_migrated STRATEGY WAL_LOG");
        return new TestDatabase(name);
    }

    /** A pool of connections to it. */
    public HikariDataSource dataSource() {
        return pool;
    }

    /** Its address, for {@code spring.datasource.url}. */
    public String jdbcUrl() {
        return Server.url(name);
    }

    /** The user, for {@code spring.datasource.username}. */
    public String user() {
        return Server.POSTGRES.user();
    }

    /** The password, for {@code spring.datasource.password}. */
    public String password() {
        return Server.POSTGRES.password();
    }

    /** Ends its connections. It goes with the server: dropping it would flush the whole server's memory. */
    @Override
    public void close() {
        pool.close();
    }

    /** Started by the first test that needs it. */
    private static final class Server {
        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            Path folder;
            try {
                folder = Files.createTempDirectory("cocoon-test-database-");
            } catch (IOException e) {
                throw new IllegalStateException("no folder for the test database", e);
            }
            var postgres = EmbeddedPostgres.start(folder, 0, TestPrograms.FOLDER);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> TestPrograms.discard(folder)));
            try (Connection connection = connect(postgres);
                    var statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE template_migrated");
            } catch (SQLException e) {
                throw new IllegalStateException("no template for the test databases", e);
            }
            Flyway.configure()
                    .dataSource(
                            postgres.jdbcUrl().replace("/cocoon", "/template_migrated"),
                            postgres.user(),
                            postgres.password())
                    .load()
                    .migrate();
            return postgres;
        }

        private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
            return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
        }

        private static String url(String database) {
            return POSTGRES.jdbcUrl().replace("/cocoon", "/" + database);
        }

        private static void execute(String sql) throws SQLException {
            try (Connection connection = connect(POSTGRES);
                    var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
