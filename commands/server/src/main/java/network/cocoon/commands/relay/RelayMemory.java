package network.cocoon.commands.relay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Bytes held by all answers of this node. Beyond the bound each answer may hold one frame only. */
final class RelayMemory {

    private final AtomicLong held = new AtomicLong();
    private final LongAdder frames = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();
    private final long bound;

    RelayMemory(long bound) {
        this.bound = bound;
    }

    boolean hasRoom(int bytes) {
        return held.get() + bytes <= bound;
    }

    void add(int bytes) {
        frames.increment();
        held.addAndGet(bytes);
    }

    void remove(int bytes) {
        held.addAndGet(-bytes);
    }

    /** A writer had to wait for its reader. */
    void waited(long nanos) {
        waitedNanos.add(nanos);
    }

    /** Frames taken since this process began. */
    long frames() {
        return frames.sum();
    }

    /** How long writers waited for readers since this process began, all together. */
    long waitedNanos() {
        return waitedNanos.sum();
    }

    long held() {
        return held.get();
    }
}
