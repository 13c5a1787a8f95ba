package network.cocoon.commands.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One task, turn after turn, on a thread of its own from start to stop. A turn that fails is logged and the next one is
 * tried: a database that restarts must not end a scheduler for good.
 */
public abstract class Loop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    private final String name;
    private volatile @Nullable Thread thread;

    /** @param name of the thread, and in the log */
    protected Loop(String name) {
        this.name = name;
    }

    /** Waits for something to do, and does it. */
    protected abstract void turn() throws InterruptedException;

    /** Whether this node does this at all, by its roles. */
    protected boolean isWanted() {
        return true;
    }

    /** Once before the first turn, on the starting thread. */
    protected void prepare() {}

    @Override
    public void start() {
        if (!isWanted()) {
            return;
        }
        prepare();
        // Known before it runs: its turns go on only while it is the one named here.
        Thread next = Thread.ofVirtual().name(name).unstarted(this::run);
        thread = next;
        next.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        while (Thread.currentThread().equals(thread)) {
            try {
                attempt();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void attempt() throws InterruptedException {
        try {
            turn();
        } catch (RuntimeException e) {
            if (thread == null) {
                return;
            }
            LOG.warn("{} failed and goes on: {}", name, e.toString());
            Thread.sleep(AFTER_FAILURE);
        }
    }
}
