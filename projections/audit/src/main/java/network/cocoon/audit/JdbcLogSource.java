package network.cocoon.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** A log in PostgreSQL, read in one read-only snapshot, as one stream of copied rows. */
final class JdbcLogSource implements LogSource {

    /**
     * The index in its order, each event looked up by its key: both lie in nearly the same order, so every page is read
     * once and the first row comes at once. Left alone the planner may sort the whole log on disk.
     */
    private static final String PLAN = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;"
            + " SET LOCAL enable_sort = off; SET LOCAL max_parallel_workers_per_gather = 0";

    private static final String LOG = """
            COPY (
                SELECT i.dense_index, e.stream, e.aggregate_id, e.sequence, e.name, e.revision, e.payload
                FROM event_index i JOIN domain_event e ON e.global_index = i.global_index
                ORDER BY i.dense_index
            ) TO STDOUT (FORMAT binary)""";

    private final String url;
    private final Properties login = new Properties();
    private final @Nullable String network;
    private final @Nullable Bytes logKey;

    /**
     * @param network null to take the database's word
     * @param logKey  null to take the database's word
     */
    JdbcLogSource(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String network,
            @Nullable Bytes logKey) {
        this.url = url;
        this.network = network;
        this.logKey = logKey;
        if (user != null) {
            login.setProperty("user", user);
        }
        if (password != null) {
            login.setProperty("password", password);
        }
    }

    @Override
    public String networkId() {
        if (network != null) {
            return network;
        }
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("SELECT id FROM network");
                ResultSet rows = query.executeQuery()) {
            if (!rows.next()) {
                throw new LogReadException("the database names no network; say which with --network");
            }
            return rows.getString(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public Set<Bytes> logKeys() {
        if (logKey != null) {
            return Set.of(logKey);
        }
        Set<Bytes> keys = new HashSet<>();
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement("SELECT public_key FROM log_key");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                keys.add(Bytes.of(rows.getBytes(1)));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return keys;
    }

    @Override
    public void read(Consumer<LogEntry> reader) {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false); // without it the driver would fetch the whole log at once
            copy(connection, reader);
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new LogReadException("the log cannot be read: " + e.getMessage(), e);
        }
    }

    private static void copy(Connection connection, Consumer<LogEntry> reader) throws SQLException, IOException {
        try (Statement settings = connection.createStatement()) {
            settings.execute(PLAN);
        }
        try (PGCopyInputStream in = new PGCopyInputStream(connection.unwrap(PGConnection.class), LOG)) {
            CopyRows rows = new CopyRows(in);
            for (LogEntry entry = rows.next(); entry != null; entry = rows.next()) {
                reader.accept(entry);
            }
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, login);
    }

    private static LogReadException failed(SQLException e) {
        return new LogReadException("the log cannot be read: " + e.getMessage(), e);
    }
}
