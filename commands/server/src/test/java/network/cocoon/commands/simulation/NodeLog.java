package network.cocoon.commands.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import network.cocoon.commands.feed.LogEntry;
import network.cocoon.commands.feed.LogEvents;
import network.cocoon.commands.memory.Log;
import network.cocoon.commands.memory.LoggedRow;
import org.springframework.dao.DataAccessException;

/** One node's reading of the log: from its end at the node's start, in dense order, a moment behind. */
final class NodeLog implements LogEvents {

    private final Log log;
    private final List<Consumer<LogEntry>> listeners = new ArrayList<>();
    private long position;

    NodeLog(Log log) {
        this.log = log;
        this.position = log.head();
    }

    @Override
    public Subscription subscribe(Consumer<LogEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    long position() {
        return position;
    }

    boolean behind() {
        return log.head() > position;
    }

    void follow() {
        while (behind()) {
            LoggedRow row = log.at(++position);
            if (row.stream().equals("inference") || row.stream().equals("worker")) {
                var entry = new LogEntry(position, row.event());
                listeners.forEach(listener -> call(listener, entry));
            }
        }
    }

    /** As the server's own reader: one listener's trouble stops nothing, and is not tried again. */
    private static void call(Consumer<LogEntry> listener, LogEntry entry) {
        try {
            listener.accept(entry);
        } catch (DataAccessException e) {
            return;
        }
    }
}
