package network.cocoon.commands.loop;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One task, turn after turn, on a thread of its own from start to stop. A turn that fails is logged and the next one is
 * tried: a database that restarts must not end a scheduler for good. The end interrupts a turn that waits; one at work is
 * let finish, for an interrupt in the midst of a statement breaks the connection.
 */
public abstract class Loop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);

    /** For the work of a last turn, whose database may not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String name;

    /** Held at work. */
    private final ReentrantLock working = new ReentrantLock();

    private volatile @Nullable Thread thread;

    /** @param name of the thread, and in the log */
    protected Loop(String name) {
        this.name = name;
    }

    /** Waits for something to do; nothing that must not be interrupted. */
    protected abstract void await() throws InterruptedException;

    /** Does it. */
    protected abstract void work();

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
        if (running == null) {
            return;
        }
        boolean rests = awaitRest();
        running.interrupt();
        if (rests) {
            working.unlock();
        }
    }

    private boolean awaitRest() {
        try {
            return working.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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
            await();
            workUnlessOver();
        } catch (RuntimeException e) {
            if (thread == null) {
                return;
            }
            LOG.warn("{} failed and goes on: {}", name, e.toString());
            Thread.sleep(AFTER_FAILURE);
        }
    }

    private void workUnlessOver() {
        working.lock();
        try {
            if (Thread.currentThread().equals(thread)) {
                work();
            }
        } finally {
            working.unlock();
        }
    }
}
