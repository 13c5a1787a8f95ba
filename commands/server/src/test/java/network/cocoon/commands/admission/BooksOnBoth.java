package network.cocoon.commands.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.OneThread;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.memory.Transaction;
import network.cocoon.eventstore.Together;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** The same books in PostgreSQL and in memory, under transactions that a test opens and ends. */
final class BooksOnBoth {

    /** The books of one side. */
    record Books(LaneBook lanes, SlotBook slots, DayBook days) {}

    private final PlatformTransactionManager transactions;
    private final TestServer server;
    private final Books sql;
    private final OneThread scheduling = new OneThread();
    private final Database database = new Database(scheduling);
    private final Books memory;

    BooksOnBoth(TestServer server) {
        this.server = server;
        transactions = server.bean(PlatformTransactionManager.class);
        sql = new Books(server.bean(LaneBook.class), server.bean(SlotBook.class), server.bean(DayBook.class));
        var tables = new Tables(database);
        memory = new Books(
                new MemoryLaneBook(database, tables),
                new MemorySlotBook(database, tables),
                new MemoryDayBook(database, tables));
    }

    Both begin() {
        return new Both();
    }

    /** One transaction on either side; the SQL one has a thread of its own, so that two can be open. */
    final class Both implements AutoCloseable {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final Transaction inMemory = database.begin();
        private @Nullable TransactionStatus inSql;

        private Both() {
            on(() -> {
                inSql = transactions.getTransaction(new DefaultTransactionDefinition());
                server.jdbc().sql("SET LOCAL lock_timeout = '150ms'").update();
                return "";
            });
        }

        /** What each side answered: two equal texts where they agree. */
        String[] both(Function<Books, Object> action) {
            String there = on(() -> told(action, sql));
            scheduling.current(inMemory);
            String here = told(action, memory);
            scheduling.current(null);
            return new String[] {there, here};
        }

        /** As {@link #both} for each of several orders of one group. */
        List<String[]> together(List<Function<Books, Object>> actions) {
            List<String> there = new ArrayList<>();
            on(() -> Together.run(() -> {
                actions.forEach(action -> there.add(told(action, sql)));
                return "";
            }));
            scheduling.current(inMemory);
            List<String> here = Together.run(
                    () -> actions.stream().map(action -> told(action, memory)).toList());
            scheduling.current(null);
            return IntStream.range(0, there.size())
                    .mapToObj(i -> new String[] {there.get(i), here.get(i)})
                    .toList();
        }

        void commit() {
            on(() -> {
                if (inSql != null) {
                    transactions.commit(inSql);
                }
                return "";
            });
            database.commit(inMemory);
            thread.close();
        }

        @Override
        public void close() {
            if (!thread.isShutdown()) {
                on(() -> {
                    if (inSql != null) {
                        transactions.rollback(inSql);
                    }
                    return "";
                });
                database.rollBack(inMemory);
                thread.close();
            }
        }

        private String on(java.util.concurrent.Callable<String> action) {
            try {
                return thread.submit(action).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String told(Function<Books, Object> action, Books books) {
        try {
            return String.valueOf(action.apply(books));
        } catch (network.cocoon.commands.dispatch.RefusedException e) {
            return e.rejection().code().name();
        } catch (DataAccessException e) {
            // Nothing here asks for a row that is not there: the only trouble is a lock that somebody else has.
            return "WAITS";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }
}
