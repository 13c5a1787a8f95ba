package network.cocoon.projections;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/** Columns as the domain's types. */
public final class Rows {

    private Rows() {}

    /** A column that is never null. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    /** Sums come as numeric: an amount beyond 2^63-1 is an error, never a rounded figure. */
    public static Nanoton nanoton(ResultSet row, String column) throws SQLException {
        return Nanoton.of(row.getBigDecimal(column).toBigIntegerExact());
    }

    public static @Nullable Integer integerOrNull(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    /** As a parameter of a statement. */
    public static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
