package network.cocoon.commands.dispatch;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Transactions} of Spring. */
@Component
class JdbcTransactions implements Transactions {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcTransactions.class);
    private static final int ATTEMPTS = 16;
    private static final long STEP_NANOS = 1_000_000;
    private static final int MOST_DOUBLINGS = 6;

    private final TransactionTemplate template;
    private final SecureRandom random;

    JdbcTransactions(PlatformTransactionManager transactions, SecureRandom random) {
        this.template = new TransactionTemplate(transactions);
        this.random = random;
    }

    @Override
    public <T> T run(Supplier<T> work) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                // Spring's template says it may return null, which it does only where the work does.
                return Objects.requireNonNull(template.execute(_ -> work.get()));
            } catch (ConcurrencyException | AggregateStreamCreationException | ConcurrencyFailureException e) {
                // Straight on: the database made this one wait for the winner's commit, which is done by now.
                LOG.debug("attempt {} lost a race", attempt);
                // A little later than the others who lost, by chance, or the same few would meet again.
                LockSupport.parkNanos(random.nextLong(STEP_NANOS << Math.min(attempt, MOST_DOUBLINGS)));
            }
        }
        throw new RefusedException(DispatchRefusal.CONTENDED, "others were faster, send the same call again");
    }
}
