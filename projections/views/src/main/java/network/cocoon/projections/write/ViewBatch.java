package network.cocoon.projections.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import network.cocoon.projections.rollup.Rollups;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch of events, gathered so that one statement writes many of them. Rows of one key and table are
 * written in the order they were added, each in a statement after the one before; rows of different keys in any.
 */
public final class ViewBatch {

    private final Rollups rollups;
    private final List<Group> groups = new ArrayList<>();
    /** By table and key: the last such row. */
    private final Map<String, Last> last = new HashMap<>();

    /** @param rollups what the rows add to */
    public ViewBatch(Rollups rollups) {
        this.rollups = rollups;
    }

    /**
     * Adds a row.
     *
     * @param key    whose row it is; the table's rows of different keys must be independent
     * @param values one for each column of the write
     */
    public void add(RowWrite write, String key, @Nullable Object... values) {
        String place = write.table() + '/' + key;
        Last before = last.get(place);
        int from = before == null ? 0 : before.group() + 1;
        int at = from;
        while (at < groups.size() && groups.get(at).write != write) {
            at++;
        }
        if (at == groups.size()) {
            groups.add(new Group(write, new ArrayList<>()));
        }
        groups.get(at).rows.add(values);
        last.put(place, new Last(at, values));
    }

    /**
     * Changes the row of a key that was added last, instead of a statement more for it.
     *
     * @param change of its values, in place
     * @return false where that row is none of this write's
     */
    public boolean amend(RowWrite write, String key, Consumer<@Nullable Object[]> change) {
        Last row = last.get(write.table() + '/' + key);
        if (row == null || groups.get(row.group()).write != write) {
            return false;
        }
        change.accept(row.values());
        return true;
    }

    /**
     * Writes all rows and what follows from them, within the caller's transaction.
     *
     * @param shard which segment counts
     */
    public void write(Connection connection, int shard) throws SQLException {
        for (Group group : groups) {
            group.write.execute(connection, group.rows, rollups);
        }
        rollups.write(connection, shard);
    }

    private record Last(int group, @Nullable Object[] values) {}

    private record Group(RowWrite write, List<@Nullable Object[]> rows) {}
}
