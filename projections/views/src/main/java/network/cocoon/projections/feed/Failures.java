package network.cocoon.projections.feed;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells an event that cannot be taken in from a database that cannot take anything just now. */
final class Failures {

    private static final int MAX_TEXT = 300;

    private Failures() {}

    /** Whether the same may succeed in a moment: then nothing is set aside, and the whole batch comes again. */
    static boolean isOfTheDatabase(Throwable failure) {
        String state = sqlState(failure);
        if (state == null || state.length() < 2) {
            return false;
        }
        return switch (state.substring(0, 2)) {
            // Connection, transaction rollback (deadlock), resources, operator intervention, system error, read-only.
            case "08", "25", "40", "53", "55", "57", "58" -> true;
            default -> false;
        };
    }

    /** Kind and first line of a failure, bounded; never the row it was about, which the lines below would show. */
    static String cause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String state = sqlState(failure);
        String text = root.getClass().getSimpleName()
                + (state == null ? "" : " " + state)
                + (root.getMessage() == null
                        ? ""
                        : ": " + root.getMessage().lines().findFirst().orElse(""));
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }

    private static @Nullable String sqlState(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return null;
    }
}
