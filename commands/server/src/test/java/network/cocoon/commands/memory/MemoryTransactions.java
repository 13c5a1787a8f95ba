package network.cocoon.commands.memory;

import java.util.function.Supplier;
import network.cocoon.commands.dispatch.DispatchRefusal;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.ConcurrencyFailureException;

/** {@link Transactions} of a {@link Database}: joined, retried and refused as Spring's are. */
public final class MemoryTransactions implements Transactions {

    private static final int ATTEMPTS = 16;

    private final Database database;

    public MemoryTransactions(Database database) {
        this.database = database;
    }

    @Override
    public <T> T run(Supplier<T> work) {
        if (database.scheduling().current() != null) {
            return work.get();
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return once(work);
            } catch (ConcurrencyException | ConcurrencyFailureException e) {
                database.scheduling().lostRace(attempt);
            }
        }
        throw new RefusedException(DispatchRefusal.CONTENDED, "others were faster, send the same call again");
    }

    private <T> T once(Supplier<T> work) {
        database.scheduling().statement("begin");
        Transaction transaction = database.begin();
        try {
            T answer = work.get();
            database.scheduling().statement("commit");
            database.commit(transaction);
            database.scheduling().current(null);
            database.scheduling().committed();
            return answer;
        } finally {
            database.rollBack(transaction);
        }
    }
}
