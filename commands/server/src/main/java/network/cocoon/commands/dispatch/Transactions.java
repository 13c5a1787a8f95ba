package network.cocoon.commands.dispatch;

import java.util.function.Supplier;

/**
 * One database transaction around side tables and events. When another transaction took a stream's next sequence number
 * first, the whole of it is done again on what the log holds by then.
 */
public interface Transactions {

    /**
     * Runs {@code work} in a transaction, in the caller's where there is one. Without one, {@code work} may run several
     * times, so it must do nothing that the transaction does not undo.
     *
     * @throws RefusedException what {@code work} refuses (rolled back), or {@link DispatchRefusal#CONTENDED}
     */
    <T> T run(Supplier<T> work);

    /** As {@link #run(Supplier)}, without an answer. */
    default void run(Runnable work) {
        run(() -> {
            work.run();
            return true;
        });
    }
}
