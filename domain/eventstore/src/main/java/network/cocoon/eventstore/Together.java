package network.cocoon.eventstore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What one transaction keeps in memory while it carries out several orders: rows that it has locked and moved, and writes
 * that nobody in it reads again. It is written in a few batches at the end, where each order alone would take a statement
 * for each. Outside of {@link #run} nothing waits.
 */
public final class Together {

    private static final ScopedValue<Together> CURRENT = ScopedValue.newInstance();

    private final Map<Class<?>, Part> parts = new LinkedHashMap<>();

    private Together() {}

    /** What one table keeps. */
    public interface Part {

        /** Writes what waits, in the transaction, and keeps nothing of it. */
        void flush();
    }

    /** Runs work that is within a transaction, then writes what it left to the end. */
    public static <T> T run(Supplier<T> work) {
        var together = new Together();
        return ScopedValue.where(CURRENT, together).call(() -> {
            T answer = work.get();
            together.parts.values().forEach(Part::flush);
            return answer;
        });
    }

    /** That of the running thread; empty where each statement is written at once. */
    public static Optional<Together> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    /** The part of this type, made where it is not there yet. */
    public <P extends Part> P part(Class<P> type, Supplier<P> make) {
        return type.cast(parts.computeIfAbsent(type, _ -> make.get()));
    }
}
