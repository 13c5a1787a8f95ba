package network.cocoon.projections.write;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import network.cocoon.projections.rollup.Rollups;
import org.jspecify.annotations.Nullable;

/**
 * A statement that writes any number of rows of one table at once.
 *
 * <p>It must change nothing when it comes again: it inserts what is not there, or updates a row whose version is lower.
 */
public final class RowWrite {

    private static final String ROWS = ":rows";

    private final String table;
    private final String sql;
    private final List<String> types;
    private final @Nullable Effect effect;

    private RowWrite(String table, String columns, String sql, @Nullable Effect effect) {
        List<String[]> parsed = Arrays.stream(columns.strip().split(",\\s*"))
                .map(c -> c.split(" "))
                .toList();
        this.table = table;
        this.types = parsed.stream().map(c -> c[1]).toList();
        this.effect = effect;
        String arrays = types.stream().map(t -> "?::" + t + "[]").collect(Collectors.joining(", "));
        String names = parsed.stream().map(c -> c[0]).collect(Collectors.joining(", "));
        this.sql = sql.replace(ROWS, "unnest(" + arrays + ") AS e(" + names + ")");
    }

    /**
     * @param table   where it writes
     * @param columns what a row brings: names and types, separated by commas
     * @param sql     a statement in which {@code :rows} stands for the rows, known as {@code e}
     */
    public static RowWrite into(String table, String columns, String sql) {
        return new RowWrite(table, columns, sql, null);
    }

    /** As {@link #into(String, String, String)}, for a statement that returns each row that it changed. */
    public static RowWrite into(String table, String columns, String sql, Effect effect) {
        return new RowWrite(table, columns, sql, effect);
    }

    String table() {
        return table;
    }

    void execute(Connection connection, List<@Nullable Object[]> rows, Rollups rollups) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int column = 0; column < types.size(); column++) {
                statement.setArray(column + 1, connection.createArrayOf(types.get(column), column(rows, column)));
            }
            if (effect == null) {
                statement.executeUpdate();
                return;
            }
            try (ResultSet changed = statement.executeQuery()) {
                while (changed.next()) {
                    effect.changed(changed, rollups);
                }
            }
        }
    }

    private static @Nullable Object[] column(List<@Nullable Object[]> rows, int column) {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[column];
        }
        return values;
    }

    /** What follows from a row that was changed; a row that was not, for its event was known, has no effect. */
    @FunctionalInterface
    public interface Effect {
        void changed(ResultSet row, Rollups rollups) throws SQLException;
    }
}
