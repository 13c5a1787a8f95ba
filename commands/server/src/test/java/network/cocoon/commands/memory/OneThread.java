package network.cocoon.commands.memory;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;

/** Nothing is delayed; what would wait for another transaction is told so, as a lock timeout would. */
public final class OneThread implements Scheduling {

    private @Nullable Transaction current;

    @Override
    public void statement(String what) {}

    @Override
    public void committed() {}

    @Override
    public void await(String what, BooleanSupplier ready) {
        throw new CannotAcquireLockException("would wait for " + what);
    }

    @Override
    public void lostRace(int attempt) {}

    @Override
    public void gathering() {}

    @Override
    public @Nullable Transaction current() {
        return current;
    }

    @Override
    public void current(@Nullable Transaction transaction) {
        current = transaction;
    }
}
