package network.cocoon.workers.gpu.keys;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.LongSupplier;
import network.cocoon.domain.kernel.WorkerKeyId;

/** The keys of this boot. Never written anywhere; a restart has none of them, which is the point. */
public final class KeyRing {

    private final Deque<AttestedKey> keys = new ArrayDeque<>();
    private final LongSupplier monotonicNanos;

    /** @param monotonicNanos a clock the host cannot set back, such as {@code System::nanoTime} in the guest */
    public KeyRing(LongSupplier monotonicNanos) {
        this.monotonicNanos = monotonicNanos;
    }

    public synchronized void add(AttestedKey key) {
        eraseOld();
        keys.addLast(key);
    }

    public synchronized Optional<AttestedKey> find(WorkerKeyId id) {
        eraseOld();
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    public synchronized void eraseAll() {
        keys.forEach(AttestedKey::erase);
        keys.clear();
    }

    private void eraseOld() {
        long now = monotonicNanos.getAsLong();
        for (Iterator<AttestedKey> all = keys.iterator(); all.hasNext(); ) {
            AttestedKey key = all.next();
            if (now - key.eraseAtNanos() > 0) {
                key.erase();
                all.remove();
            }
        }
    }
}
