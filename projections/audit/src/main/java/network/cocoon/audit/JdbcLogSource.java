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
import network.cocoon.domain.transparency.LeafRow;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyInputStream;

/** A log in PostgreSQL, read in a read-only snapshot, as one stream of copied rows. */
final class JdbcLogSource implements RowSource {

    private static final String NO_SORT = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_sort = off;"
            + " SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL enable_seqscan = off; ";

    /**
     * Both tables along their indexes in the order in which rows were written, which is nearly the log's: every page is
     * read once, nothing is looked up, and the first row comes at once.
     */
    private static final String AS_WRITTEN =
            NO_SORT + "SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = on";

    /** The index in its order, each event looked up by its key: half as much work again. */
    private static final String AS_INDEXED =
            NO_SORT + "SET LOCAL enable_nestloop = on; SET LOCAL enable_mergejoin = off";

    private static final String LOG = """
            COPY (
                SELECT i.dense_index, e.stream, e.aggregate_id, e.sequence, e.name, e.revision, e.payload,
                    e.event_id, (extract(epoch FROM e.time) * 1000000)::bigint, e.metadata, e.salt
                FROM event_index i JOIN domain_event e ON e.global_index = i.global_index
                WHERE i.dense_index > %d AND i.dense_index <= %d
                ORDER BY %s
            ) TO STDOUT (FORMAT binary)""";

    private final String url;
    private final Properties login = new Properties();
    private final @Nullable String network;
    private final @Nullable Bytes logKey;
    private final long mostWaiting;

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
        this(url, user, password, network, logKey, DenseOrder.MOST_BYTES);
    }

    /** @param mostWaiting bytes of rows that may wait for their turn */
    JdbcLogSource(
            String url,
            @Nullable String user,
            @Nullable String password,
            @Nullable String network,
            @Nullable Bytes logKey,
            long mostWaiting) {
        this.url = url;
        this.mostWaiting = mostWaiting;
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
    public void read(Consumer<LeafRow> reader) {
        readUpTo(Long.MAX_VALUE, reader);
    }

    /** The dense index of the last event there is now. */
    long size() {
        try (Connection connection = connect();
                PreparedStatement query =
                        connection.prepareStatement("SELECT coalesce(max(dense_index), 0) FROM event_index");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Hands over every event up to this dense index, in the log's order. */
    void readUpTo(long size, Consumer<LeafRow> reader) {
        DenseOrder order = new DenseOrder(reader, mostWaiting);
        try {
            read(AS_WRITTEN, LOG.formatted(0, size, "e.global_index"), order::add);
            order.finish();
        } catch (DenseOrder.TooFarApart _) {
            // Another snapshot, as the first copy was broken off; what was read has its place for ever.
            read(AS_INDEXED, LOG.formatted(order.handedOn(), size, "i.dense_index"), reader);
        }
    }

    private void read(String plan, String log, Consumer<LeafRow> reader) {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false); // without it the driver would fetch the whole log at once
            try (Statement settings = connection.createStatement()) {
                settings.execute(plan);
            }
            try (PGCopyInputStream in = new PGCopyInputStream(connection.unwrap(PGConnection.class), log)) {
                CopyRows rows = new CopyRows(in);
                for (LeafRow row = rows.next(); row != null; row = rows.next()) {
                    reader.accept(row);
                }
            }
            connection.rollback();
        } catch (SQLException e) {
            throw failed(e);
        } catch (IOException e) {
            throw new LogReadException("the log cannot be read: " + e.getMessage(), e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, login);
    }

    private static LogReadException failed(SQLException e) {
        return new LogReadException("the log cannot be read: " + e.getMessage(), e);
    }
}
