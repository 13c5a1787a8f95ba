package network.cocoon.projections;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import network.cocoon.eventstore.DedicatedConnections;
import network.cocoon.eventstore.Registration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Says that the views have changed, whichever node's processor changed them, so that open pages refresh. Many commits
 * within a moment are one signal; a signal says nothing about what changed, and one too many does no harm.
 */
public final class ViewsChanged implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ViewsChanged.class);
    private static final String CHANNEL = "cocoon_views";

    /** Its commit does not wait for the disk: nothing is written that a crash could take back. */
    private static final String NOTIFY =
            "SELECT set_config('synchronous_commit', 'off', true), pg_notify('" + CHANNEL + "', ?)";

    /** At most fifty signals a second, however busy the network is; a page refreshes less often still. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final int LISTEN_MILLIS = 1_000;
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final DedicatedConnections connections;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Semaphore bell = new Semaphore(0);
    private volatile boolean committedHere;
    private volatile boolean running;
    private volatile List<Thread> threads = List.of();
    private volatile @Nullable Connection listening;

    /** It keeps two connections of its own. */
    public ViewsChanged(DedicatedConnections connections) {
        this.connections = connections;
    }

    /** Calls back after changes, on one thread for all: a listener must be quick. */
    public Registration subscribe(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Says that this node has committed a change. Never blocks. */
    public void committed() {
        committedHere = true;
        ring();
    }

    private void ring() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private void dispatch() {
        while (running) {
            try (Connection connection = connections.open();
                    var notify = connection.prepareStatement(NOTIFY)) {
                notify.setString(
                        1,
                        Integer.toString(connection.unwrap(PGConnection.class).getBackendPID()));
                while (running) {
                    bell.acquire();
                    bell.drainPermits();
                    // Pages of this node first: they need no round trip.
                    signal();
                    if (committedHere) {
                        committedHere = false;
                        notify.execute();
                    }
                    Thread.sleep(PAUSE);
                }
            } catch (SQLException e) {
                LOG.warn("views-changed lost its database connection and tries again: {}", e.getMessage());
                committed();
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void signal() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                // One broken page must not keep the others from their news.
                LOG.warn("a listener to changed views failed", e);
            }
        }
    }

    private void listen() {
        while (running) {
            try (Connection connection = connections.open();
                    var statement = connection.createStatement()) {
                listening = connection;
                statement.execute("LISTEN " + CHANNEL);
                // Something may have changed while nobody listened.
                ring();
                var announcements = connection.unwrap(PGConnection.class);
                while (running) {
                    PGNotification @Nullable [] heard = announcements.getNotifications(LISTEN_MILLIS);
                    if (heard != null && heard.length > 0) {
                        ring();
                    }
                }
            } catch (SQLException e) {
                if (running) {
                    LOG.warn("views-changed hears no other node and tries again: {}", e.getMessage());
                    pause();
                }
            } finally {
                listening = null;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        running = true;
        threads = List.of(
                Thread.ofPlatform().daemon().name("views-changed").start(this::dispatch),
                Thread.ofPlatform().daemon().name("views-changed-listener").start(this::listen));
    }

    @Override
    public void stop() {
        running = false;
        try {
            Connection connection = listening;
            if (connection != null) {
                // The driver does not heed interrupts while it waits for the server.
                connection.abort(Runnable::run);
            }
            for (Thread thread : threads) {
                thread.interrupt();
                thread.join(GRACE);
            }
        } catch (SQLException e) {
            LOG.debug("views-changed was already disconnected", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
