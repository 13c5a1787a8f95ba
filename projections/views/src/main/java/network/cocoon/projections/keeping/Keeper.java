package network.cocoon.projections.keeping;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs all chores, once before the processors start and then every second, on one thread. */
@Component
@DependsOnDatabaseInitialization
class Keeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final List<Chore> chores;
    private volatile @Nullable Thread thread;

    Keeper(List<Chore> chores) {
        this.chores = chores;
    }

    private void keep() {
        try {
            while (!Thread.interrupted()) {
                Thread.sleep(PAUSE);
                chores.forEach(Keeper::attempt);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void attempt(Chore chore) {
        try {
            chore.run();
        } catch (RuntimeException e) {
            LOG.warn("{} is tried again in a second: {}", chore.getClass().getSimpleName(), e.getMessage());
        }
    }

    @Override
    public void start() {
        chores.forEach(Keeper::attempt);
        thread = Thread.ofPlatform().daemon().name("views-keeper").start(this::keep);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running == null) {
            return;
        }
        running.interrupt();
        try {
            running.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Chore chore : chores) {
            try {
                chore.end();
            } catch (RuntimeException e) {
                LOG.info("{} did not end well: {}", chore.getClass().getSimpleName(), e.getMessage());
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before the processors, which ask for this node's share of the work. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 2_000;
    }
}
