package network.cocoon.commands.feed;

import java.util.function.Consumer;

/** Every inference and worker event of the log, in its order, as it becomes visible. */
public interface LogEvents {

    /** What ends a subscription. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls the listener with every inference and worker event from now on, one at a time; it must be quick. */
    Subscription subscribe(Consumer<LogEntry> listener);
}
