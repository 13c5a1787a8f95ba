package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import network.cocoon.workers.gpu.operator.RefusedByOperator;

/**
 * How a worker leaves: the operator hears of it, what was assigned until then is answered, and whatever is left after a bound
 * or at a second signal is cut short and reported. Thread-safe.
 */
final class Drain {

    /** Says to the operator that nothing new is taken. */
    @FunctionalInterface
    interface Word {
        void say() throws IOException;
    }

    /** An assignment that was being written while the operator heard of the drain comes within this. */
    static final Duration SETTLE = Duration.ofSeconds(1);

    private static final Duration FOR_THE_WORD = Duration.ofSeconds(3);
    private static final Duration FOR_LAST_REPORTS = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Word word;
    private final IntSupplier underWay;
    private final Runnable cutShort;
    private final Duration patience;
    private final PrintStream out;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch cut = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private boolean signalled;
    private volatile boolean heard;

    /**
     * @param underWay how many assignments are not reported yet
     * @param cutShort ends those; each is reported as failed
     * @param patience how long they may take from the first signal on
     */
    Drain(Word word, IntSupplier underWay, Runnable cutShort, Duration patience, PrintStream out) {
        this.word = word;
        this.underWay = underWay;
        this.cutShort = cutShort;
        this.patience = patience;
        this.out = out;
    }

    /** Begins to leave; where it has begun, nothing changes. */
    void begin() {
        asked.countDown();
    }

    boolean hasBegun() {
        return asked.getCount() == 0;
    }

    /** Begins to leave, or cuts short what runs where a signal came before. */
    synchronized void signal() {
        if (signalled) {
            cut.countDown();
        }
        signalled = true;
        begin();
    }

    /** Waits until told to leave, and then until there is nothing to wait for. False where answers were cut short. */
    boolean leave() throws InterruptedException {
        asked.await();
        long end = System.nanoTime() + patience.toNanos();
        say("draining: " + underWay.getAsInt() + " requests are under way, for " + patience.toSeconds()
                + " s at most; another signal cuts them short");
        Thread telling = Thread.ofVirtual().name("drain-word").start(this::tell);
        until(Math.min(end, System.nanoTime() + 2 * FOR_THE_WORD.toNanos()), () -> !telling.isAlive());
        if (heard) {
            until(Math.min(end, System.nanoTime() + SETTLE.toNanos()), () -> false);
        }
        if (until(end, () -> underWay.getAsInt() == 0)) {
            say("drained: every request that was assigned has ended");
            return true;
        }
        say("cut short: " + underWay.getAsInt() + " requests");
        cutShort.run();
        long last = System.nanoTime() + FOR_LAST_REPORTS.toNanos();
        while (underWay.getAsInt() > 0 && System.nanoTime() - last < 0) {
            Thread.sleep(LOOK);
        }
        return false;
    }

    /** For as long as there is any use: who cannot be told will miss this worker all the same. */
    private void tell() {
        long end = System.nanoTime() + FOR_THE_WORD.toNanos();
        while (true) {
            try {
                word.say();
                heard = true;
                return;
            } catch (RefusedByOperator e) {
                say("the operator says to the drain: " + e.code());
                return;
            } catch (IOException e) {
                if (System.nanoTime() - end >= 0) {
                    say("leaves without saying so: " + FirstContact.reason(e));
                    return;
                }
            }
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Whether it was met before the end, and before the second signal. */
    private boolean until(long end, BooleanSupplier met) throws InterruptedException {
        while (!met.getAsBoolean()) {
            if (System.nanoTime() - end >= 0 || cut.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                return met.getAsBoolean();
            }
        }
        return true;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Nothing is left to wait for. */
    void done() {
        over.countDown();
    }

    /** For whoever ends the process in another way than by a signal: begins, and waits until it is done. */
    void beginAndWait() {
        begin();
        try {
            var _ = over.await(
                    patience.plus(FOR_LAST_REPORTS).plus(FOR_LAST_REPORTS).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
