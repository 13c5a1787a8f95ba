package network.cocoon.eventstore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one transaction keeps in memory while it carries out an order or several: rows that it has locked and moved, and
 * writes that nobody in it reads again. They are written at the end, one order's in one message to the database, those of
 * several in a batch for each table. Outside of {@link #run} nothing waits.
 */
public final class Together {

    private static final ScopedValue<Together> CURRENT = ScopedValue.newInstance();

    private final Map<Class<?>, Part> parts = new LinkedHashMap<>();
    private boolean late;

    private Together() {}

    /** What one table keeps. */
    public interface Part {

        /** Hands over what waits, and keeps nothing of it. */
        void flush(Writes writes);

        /** Writes what waits before the end. */
        default void writeNow() {
            var writes = new Writes();
            flush(writes);
            writes.send();
        }
    }

    /** Runs work that is within a transaction, then writes what it left to the end. */
    public static <T> T run(Supplier<T> work) {
        var together = new Together();
        return ScopedValue.where(CURRENT, together).call(() -> {
            T answer = work.get();
            var writes = new Writes();
            if (together.late) {
                writes.late();
            }
            together.parts.values().forEach(part -> part.flush(writes));
            writes.send();
            return answer;
        });
    }

    /** That of the running thread; empty where each statement is written at once. */
    public static Optional<Together> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /**
     * The commit need not wait for the disk: for work of which nobody hears anything before a later commit, which waits. The
     * database writes commits in their order, so the later one's place on the disk is proof of this one's.
     */
    public void commitLate() {
        late = true;
    }

    /** Whether it was said that the commit need not wait. */
    public boolean commitsLate() {
        return late;
    }

    /** The part of this type, made where it is not there yet. */
    public <P extends Part> P part(Class<P> type, Supplier<P> make) {
        return type.cast(parts.computeIfAbsent(type, _ -> make.get()));
    }
}
