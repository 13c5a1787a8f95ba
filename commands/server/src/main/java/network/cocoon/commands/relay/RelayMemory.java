package network.cocoon.commands.relay;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes held by all answers of this node. Beyond the bound each answer may hold one frame only. */
final class RelayMemory {

    private final AtomicLong held = new AtomicLong();
    private final long bound;

    RelayMemory(long bound) {
        this.bound = bound;
    }

    boolean hasRoom(int bytes) {
        return held.get() + bytes <= bound;
    }

    void add(int bytes) {
        held.addAndGet(bytes);
    }

    void remove(int bytes) {
        held.addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
