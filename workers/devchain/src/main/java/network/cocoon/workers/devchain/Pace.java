package network.cocoon.workers.devchain;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.chain.ChainSettings;
import org.jspecify.annotations.Nullable;

/**
 * Makes blocks as time passes, and delivers what an instant chain left over. An instant chain on which nothing happens has
 * a block now and then too: whoever asks for the newest must not get one from yesterday.
 */
final class Pace implements AutoCloseable {

    private static final long IDLE_MILLIS = 100;
    private static final long OLDEST_HEAD_SECONDS = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("blocks").daemon().unstarted(task));
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    private Pace() {}

    static Pace start(Chain chain, ChainSettings settings) {
        Pace pace = new Pace();
        boolean timed = settings.blockMillis() > 0;
        long millis = timed ? settings.blockMillis() : IDLE_MILLIS;
        Runnable step = timed ? chain::produce : () -> deliver(chain);
        // Never cancelled but with its thread; a step's failure is kept by the step.
        var _ = pace.thread.scheduleWithFixedDelay(() -> pace.step(step), millis, millis, TimeUnit.MILLISECONDS);
        return pace;
    }

    /** Returns only by throwing what ended it. A chain that makes no more blocks must not look alive. */
    void await() throws InterruptedException {
        ended.await();
        RuntimeException cause = failure.get();
        throw cause == null ? new IllegalStateException("no more blocks") : cause;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private static void deliver(Chain chain) {
        if (!chain.deliver() && chain.now() - chain.head().time() >= OLDEST_HEAD_SECONDS) {
            chain.produce();
        }
    }

    private void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failure.set(e);
            ended.countDown();
            throw e;
        }
    }
}
