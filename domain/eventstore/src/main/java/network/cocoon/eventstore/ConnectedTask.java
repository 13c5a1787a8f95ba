package network.cocoon.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that works on a connection of its own, and connects again whenever it breaks. */
abstract class ConnectedTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedTask.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final String name;
    private final DedicatedConnections connections;
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile @Nullable Connection current;

    ConnectedTask(String name, DedicatedConnections connections) {
        this.connections = connections;
        this.name = name;
    }

    /** Works until it is interrupted, the connection fails, or there is a reason to connect anew. */
    abstract void work(Connection connection) throws SQLException, InterruptedException;

    /** Starts the thread; also again after {@link #close()}. */
    final void start() {
        closed = false;
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        while (!closed) {
            try (Connection connection = connections.open()) {
                current = connection;
                work(connection);
            } catch (SQLException e) {
                if (!closed) {
                    LOG.warn("{} lost its database connection and tries again: {}", name, e.getMessage());
                }
            } catch (InterruptedException e) {
                return;
            } finally {
                current = null;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @Override
    public final void close() {
        closed = true;
        Thread running = thread;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            // The driver does not heed interrupts while it waits for the server.
            Connection connection = current;
            if (connection != null) {
                connection.abort(Runnable::run);
            }
            running.join(GRACE);
        } catch (SQLException e) {
            LOG.debug("{} was already disconnected", name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
