package network.cocoon.eventstore;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The end of the log as this process knows it, for many threads that wait for more. */
public final class LogTail {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long head;

    LogTail() {}

    /** The last dense index known here; it lags the database by milliseconds. */
    public long head() {
        return head;
    }

    /**
     * Waits until the log is longer than {@code index}, at most for {@code max}. Cheap enough for thousands of virtual
     * threads at once.
     *
     * @return the head by then; not above {@code index} when the time ran out
     */
    public long awaitBeyond(long index, Duration max) throws InterruptedException {
        if (head > index) {
            return head;
        }
        long left = max.toNanos();
        lock.lockInterruptibly();
        try {
            while (head <= index && left > 0) {
                left = grown.awaitNanos(left);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #awaitBeyond(long, Duration)} in the unit the caller has. */
    long awaitBeyond(long index, long max, TimeUnit unit) throws InterruptedException {
        return awaitBeyond(index, Duration.ofNanos(unit.toNanos(max)));
    }

    /** Calls back after every growth, on the thread that brought the news: it must be quick and must not throw. */
    public Registration onGrowth(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Learns of a longer log; an older number is no news. */
    void advanceTo(long index) {
        lock.lock();
        try {
            if (index <= head) {
                return;
            }
            head = index;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
        listeners.forEach(Runnable::run);
    }
}
