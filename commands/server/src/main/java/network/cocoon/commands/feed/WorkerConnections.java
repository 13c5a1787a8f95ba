package network.cocoon.commands.feed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.commands.node.Drain;
import network.cocoon.domain.kernel.WorkerId;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The workers that are connected to this node; the latest connection of each. Ended before the web server is stopped,
 * which would wait for them; a worker resumes elsewhere by its bookmark.
 */
@Component
public class WorkerConnections implements SmartLifecycle {

    private final Map<WorkerId, WorkerConnection> connections = new ConcurrentHashMap<>();
    private volatile boolean running;

    WorkerConnections(LogFanout log, Drain drain) {
        log.subscribe(this::deliver);
        drain.atFirst(this::sendAway);
    }

    void add(WorkerId worker, WorkerConnection connection) {
        WorkerConnection before = connections.put(worker, connection);
        if (before != null) {
            before.close();
        }
    }

    void remove(WorkerId worker, WorkerConnection connection) {
        connections.remove(worker, connection);
    }

    /** How many workers are connected to this node. */
    public int count() {
        return connections.size();
    }

    private void deliver(LogEntry entry) {
        WorkerId worker = Notices.addressee(entry.event());
        WorkerConnection connection = worker == null ? null : connections.get(worker);
        if (connection != null) {
            connection.add(entry);
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        sendAway();
    }

    private void sendAway() {
        connections.values().forEach(WorkerConnection::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
