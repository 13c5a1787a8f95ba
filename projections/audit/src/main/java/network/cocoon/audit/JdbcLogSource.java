package network.cocoon.audit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/** A log in PostgreSQL, read in one read-only snapshot, a page at a time. */
final class JdbcLogSource implements LogSource {

    private static final int PAGE = 2_000;
    private static final String LOG = """
            SELECT i.dense_index, e.stream, e.aggregate_id, e.sequence, e.name, e.revision, e.payload
            FROM event_index i JOIN domain_event e ON e.global_index = i.global_index
            ORDER BY i.dense_index""";

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
            try (PreparedStatement query = connection.prepareStatement(LOG)) {
                query.setFetchSize(PAGE);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        reader.accept(entry(rows));
                    }
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static LogEntry entry(ResultSet row) throws SQLException {
        return new LogEntry(
                row.getLong("dense_index"),
                row.getString("stream"),
                row.getString("aggregate_id"),
                row.getLong("sequence"),
                row.getString("name"),
                row.getInt("revision"),
                row.getBytes("payload"));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, login);
    }

    private static LogReadException failed(SQLException e) {
        return new LogReadException("the log cannot be read: " + e.getMessage(), e);
    }
}
