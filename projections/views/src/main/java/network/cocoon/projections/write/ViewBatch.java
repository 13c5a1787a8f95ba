package network.cocoon.projections.write;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.projections.rollup.Rollups;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a batch of events, gathered so that one statement writes many of them. Rows of one key and table are
 * written in the order they were added, each in a statement after the one before; rows of different keys in any.
 */
public final class ViewBatch {

    private final Rollups rollups;
    private final List<Group> groups = new ArrayList<>();
    /** By table and key: the last group that holds such a row. */
    private final Map<String, Integer> last = new HashMap<>();

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
        int from = last.getOrDefault(place, -1) + 1;
        int at = from;
        while (at < groups.size() && groups.get(at).write != write) {
            at++;
        }
        if (at == groups.size()) {
            groups.add(new Group(write, new ArrayList<>()));
        }
        groups.get(at).rows.add(values);
        last.put(place, at);
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

    private record Group(RowWrite write, List<@Nullable Object[]> rows) {}
}
