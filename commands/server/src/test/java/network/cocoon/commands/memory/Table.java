package network.cocoon.commands.memory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows by key, in order of insertion. A statement sees what is committed when it runs and what its own transaction wrote;
 * a changed row is locked until its transaction ends.
 */
public final class Table<K, V> {

    private final Database database;
    private final String name;
    private final Map<K, V> rows = new LinkedHashMap<>();
    private final Map<Object, Transaction> locks = new HashMap<>();

    Table(Database database, String name) {
        this.database = database;
        this.name = name;
    }

    @SuppressWarnings("unchecked") // a cell of this table holds a value of this table
    public Optional<V> find(K key) {
        Transaction mine = database.scheduling().current();
        var cell = new Transaction.Cell(this, key);
        if (mine != null && mine.written.containsKey(cell)) {
            return Optional.ofNullable((V) mine.written.get(cell));
        }
        return Optional.ofNullable(rows.get(key));
    }

    /** Rows as the running statement sees them, in order of insertion. */
    public Stream<V> all() {
        Transaction mine = database.scheduling().current();
        if (mine == null || mine.written.isEmpty()) {
            return new ArrayList<>(rows.values()).stream();
        }
        List<V> seen = new ArrayList<>();
        rows.keySet().forEach(key -> find(key).ifPresent(seen::add));
        mine.written.forEach((cell, value) -> {
            if (cell.table() == this && !rows.containsKey(cell.key()) && value != null) {
                seen.add(cast(value));
            }
        });
        return seen.stream();
    }

    /** Locks a row, waiting for whoever holds it; the row as it is then. */
    public Optional<V> lock(K key) {
        database.lock(new Transaction.Cell(this, key), locks);
        return find(key);
    }

    /** Locks the first row of these that nobody else holds and that still fits; skips the others. */
    public Optional<V> lockFirst(Stream<K> keys, Predicate<V> fits) {
        for (K key : keys.toList()) {
            if (find(key).filter(fits).isPresent() && database.tryLock(new Transaction.Cell(this, key), locks)) {
                return find(key);
            }
        }
        return Optional.empty();
    }

    /** Writes a row, new or not. */
    public void put(K key, V value) {
        write(key, value);
    }

    /** Writes a new row, waiting for whoever is writing the same one; false where it is there. */
    public boolean insert(K key, V value) {
        if (lock(key).isPresent()) {
            return false;
        }
        write(key, value);
        return true;
    }

    public void delete(K key) {
        write(key, null);
    }

    private void write(K key, @Nullable V value) {
        var cell = new Transaction.Cell(this, key);
        database.lock(cell, locks);
        database.transaction().written.put(cell, value);
    }

    @SuppressWarnings("unchecked") // only this table's own methods write its cells
    void apply(Object key, @Nullable Object value) {
        if (value == null) {
            rows.remove(key);
        } else {
            rows.put((K) key, cast(value));
        }
    }

    @Nullable Object committed(Object key) {
        return rows.get(key);
    }

    void unlock(Object key) {
        locks.remove(key);
    }

    @Nullable Transaction holder(Object key) {
        return locks.get(key);
    }

    @SuppressWarnings("unchecked") // only this table's own methods write its cells
    private V cast(Object value) {
        return (V) value;
    }

    @Override
    public String toString() {
        return name;
    }
}
