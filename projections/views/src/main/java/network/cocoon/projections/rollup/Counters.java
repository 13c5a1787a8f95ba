package network.cocoon.projections.rollup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a batch adds to the counters of one table, a row of sums for each key.
 *
 * <p>Rows are written in the order of their keys: two batches that meet in a row meet in one order, and cannot
 * deadlock.
 */
final class Counters {

    private static final Comparator<List<String>> IN_ORDER =
            (a, b) -> Arrays.compare(a.toArray(String[]::new), b.toArray(String[]::new));

    private final String sql;
    private final List<String> types;
    private final int counts;
    private final TreeMap<List<String>, long[]> sums = new TreeMap<>(IN_ORDER);

    /**
     * @param keys   name and type of each key column, the shard's aside
     * @param counts names of the counted columns
     */
    Counters(String table, List<String> keys, List<String> counts) {
        this.counts = counts.size();
        this.types = new ArrayList<>(keys.stream().map(k -> k.split(" ")[1]).toList());
        counts.forEach(_ -> types.add("bigint"));
        List<String> names =
                new ArrayList<>(keys.stream().map(k -> k.split(" ")[0]).toList());
        String conflict = String.join(", ", names) + ", shard";
        names.addAll(counts);
        String columns = String.join(", ", names);
        this.sql = "INSERT INTO " + table + " AS c (shard, " + columns + ") SELECT ?::integer, " + columns
                + " FROM unnest("
                + types.stream().map(t -> "?::" + t + "[]").collect(Collectors.joining(", ")) + ") AS e(" + columns
                + ") ON CONFLICT (" + conflict + ") DO UPDATE SET "
                + counts.stream().map(n -> n + " = c." + n + " + excluded." + n).collect(Collectors.joining(", "));
    }

    void add(List<String> key, long... values) {
        long[] sum = sums.computeIfAbsent(key, _ -> new long[counts]);
        for (int i = 0; i < counts; i++) {
            sum[i] = Math.addExact(sum[i], values[i]);
        }
    }

    void write(Connection connection, int shard) throws SQLException {
        if (sums.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, shard);
            for (int column = 0; column < types.size(); column++) {
                statement.setArray(column + 2, connection.createArrayOf(types.get(column), column(column)));
            }
            statement.executeUpdate();
        }
    }

    private Object[] column(int column) {
        int keys = types.size() - counts;
        return column < keys
                ? sums.keySet().stream().map(k -> k.get(column)).toArray()
                : sums.values().stream().map(v -> v[column - keys]).toArray();
    }
}
