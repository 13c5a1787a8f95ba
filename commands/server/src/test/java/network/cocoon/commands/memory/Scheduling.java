package network.cocoon.commands.memory;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: every use of the database passes here first, and here it may be delayed, cut off or killed. */
public interface Scheduling {

    /**
     * Before each statement.
     *
     * @throws RuntimeException where the statement fails before it did anything
     */
    void statement(String what);

    /** After a commit took effect, and before its answer reaches whoever asked. */
    void committed();

    /** Until {@code ready}: another transaction holds what this one needs. */
    void await(String what, BooleanSupplier ready);

    /** Before a transaction is tried again, having lost a race. */
    void lostRace(int attempt);

    /** Before what has come together is carried out: more may come meanwhile. */
    void gathering();

    /** The transaction of whoever runs now; null outside. */
    @Nullable Transaction current();

    void current(@Nullable Transaction transaction);
}
