package network.cocoon.commands.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;

/** Tables under one scheduling. For one thread at a time: who runs is the scheduling's to say. */
public final class Database {

    private final Scheduling scheduling;
    private final Set<Transaction> open = new HashSet<>();

    /** What late commits changed that is not on the disk yet, the newest first. */
    private final Deque<Runnable> undone = new ArrayDeque<>();

    private int deadlocks;

    public Database(Scheduling scheduling) {
        this.scheduling = scheduling;
    }

    Scheduling scheduling() {
        return scheduling;
    }

    public <K, V> Table<K, V> table(String name) {
        return new Table<>(this, name);
    }

    /** A statement of a port: in the caller's transaction, or in one of its own. */
    public <T> T statement(String what, Supplier<T> work) {
        scheduling.statement(what);
        if (scheduling.current() != null) {
            transaction();
            Together.current().ifPresent(it -> it.part(LateCommit.class, LateCommit::new));
            return work.get();
        }
        Transaction own = begin();
        try {
            T answer = work.get();
            commit(own);
            return answer;
        } finally {
            rollBack(own);
        }
    }

    /** As {@link #statement(String, Supplier)} where only the caller's transaction will do. */
    public <T> T within(String what, Supplier<T> work) {
        require();
        return statement(what, work);
    }

    public void require() {
        if (scheduling.current() == null) {
            throw new IllegalStateException("admission needs the caller's transaction");
        }
    }

    public Transaction begin() {
        var transaction = new Transaction();
        open.add(transaction);
        scheduling.current(transaction);
        return transaction;
    }

    /** Sees at the end of what is carried out together whether its commit is to wait. */
    private final class LateCommit implements Together.Part {
        @Override
        public void flush(Writes writes) {
            transaction().late =
                    Together.current().filter(Together::commitsLate).isPresent();
        }
    }

    /**
     * Makes what it wrote visible to all, and lasting where it waits for the disk: then all before it is there too. One that
     * neither wrote nor locked a row has nothing to wait for, and what it read may not last.
     */
    public void commit(Transaction transaction) {
        alive(transaction);
        transaction.written.forEach((cell, value) -> {
            Object before = cell.table().committed(cell.key());
            undone.push(() -> cell.table().apply(cell.key(), before));
            cell.table().apply(cell.key(), value);
        });
        if (!transaction.late && hasRecord(transaction)) {
            onDisk();
        }
        end(transaction);
    }

    /** Of a write, or of the lock of a row that is there. */
    private static boolean hasRecord(Transaction transaction) {
        return !transaction.written.isEmpty()
                || transaction.locked.stream().anyMatch(cell -> cell.table().committed(cell.key()) != null);
    }

    /** Whether something is committed that a restart would lose. */
    public boolean hasMoreThanTheDisk() {
        return !undone.isEmpty();
    }

    /** A commit that waited: what was committed lasts. */
    void onDisk() {
        undone.clear();
    }

    /** Undoes it, unless it is over. */
    public void rollBack(Transaction transaction) {
        if (!transaction.over) {
            end(transaction);
        }
        if (transaction.equals(scheduling.current())) {
            scheduling.current(null);
        }
    }

    /** All open transactions are gone, and what was not on the disk, as when the server's machine dies. */
    public void restart() {
        Set.copyOf(open).forEach(this::end);
        undone.forEach(Runnable::run);
        undone.clear();
    }

    public int deadlocks() {
        return deadlocks;
    }

    public int openTransactions() {
        return open.size();
    }

    Transaction transaction() {
        Transaction current = scheduling.current();
        if (current == null) {
            throw new IllegalStateException("a write outside a transaction");
        }
        alive(current);
        return current;
    }

    void lock(Transaction.Cell cell, Map<Object, Transaction> locks) {
        Transaction mine = transaction();
        if (!tryLock(cell, locks)) {
            mine.waitsFor = cell;
            if (closesACircle(mine)) {
                deadlocks++;
                throw new CannotAcquireLockException("deadlock on " + cell);
            }
            try {
                scheduling.await(cell.toString(), () -> mine.over || !locks.containsKey(cell.key()));
            } finally {
                mine.waitsFor = null;
            }
            alive(mine);
            lock(cell, locks);
        }
    }

    boolean tryLock(Transaction.Cell cell, Map<Object, Transaction> locks) {
        Transaction mine = transaction();
        Transaction holder = locks.putIfAbsent(cell.key(), mine);
        if (holder == null) {
            mine.locked.add(cell);
        }
        return holder == null || holder.equals(mine);
    }

    private static boolean closesACircle(Transaction mine) {
        Transaction at = mine;
        for (int steps = 0; at != null && steps < 1_000; steps++) {
            @Nullable Transaction holder =
                    at.waitsFor == null ? null : at.waitsFor.table().holder(at.waitsFor.key());
            if (mine.equals(holder)) {
                return true;
            }
            at = holder;
        }
        return false;
    }

    private void end(Transaction transaction) {
        transaction.over = true;
        transaction.locked.forEach(cell -> cell.table().unlock(cell.key()));
        open.remove(transaction);
    }

    private static void alive(Transaction transaction) {
        if (transaction.over) {
            throw new DataAccessResourceFailureException("the connection is gone");
        }
    }
}
