package network.cocoon.commands.memory;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one transaction has written and locked. */
public final class Transaction {

    /** One row of one table. */
    record Cell(Table<?, ?> table, Object key) {}

    /** Written rows; a null value is a deleted one. */
    final Map<Cell, @Nullable Object> written = new HashMap<>();

    final Set<Cell> locked = new LinkedHashSet<>();

    @Nullable Cell waitsFor;

    boolean over;

    /** Its commit does not wait for the disk. */
    boolean late;
}
