package network.cocoon.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One step of the sequencer: gives every event that has become visible the next dense indexes.
 *
 * <p>It looks at the events of all transactions that were still open at the last complete step, or are younger. So an
 * event that commits late is found whenever it commits, and nobody waits for a transaction that stays open.
 *
 * @param head the last dense index after the step
 * @param found how many events got an index
 */
record SequencerStep(long head, int found) {
    static final int MAX_ROWS = 10_000;

    /** In transactions. */
    private static final long FLOOR_LAG = 1_000;

    /** Only the holder of the present epoch gets the row, and keeps any other out until it commits. */
    private static final String LOCK = "SELECT head, floor::text FROM sequencer WHERE epoch = ? FOR UPDATE";

    /** One statement, so that what it finds and the oldest open transaction belong to one snapshot. */
    private static final String INDEX = """
            WITH recent AS MATERIALIZED (
                SELECT global_index FROM domain_event WHERE transaction >= ?::text::xid8
            ), fresh AS MATERIALIZED (
                SELECT global_index FROM recent
                WHERE NOT EXISTS (SELECT FROM event_index i WHERE i.global_index = recent.global_index)
                ORDER BY global_index LIMIT %d
            ), indexed AS (
                INSERT INTO event_index (dense_index, global_index, epoch)
                SELECT ? + row_number() OVER (ORDER BY global_index), global_index, ? FROM fresh
                RETURNING 1
            )
            SELECT count(*), pg_snapshot_xmin(pg_current_snapshot())::text FROM indexed""".formatted(MAX_ROWS);

    private static final String SAVE = "UPDATE sequencer SET head = ?, floor = ?::text::xid8";

    /** Whether the step stopped at its limit, so that more may be waiting. */
    boolean full() {
        return found == MAX_ROWS;
    }

    /**
     * Takes over: from here on a step under any older epoch does nothing.
     *
     * <p>A database restored into another cluster counts its transactions anew, so a floor from the future is dropped.
     */
    static long beginEpoch(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        UPDATE sequencer SET epoch = epoch + 1, floor =
                            CASE WHEN floor > pg_snapshot_xmin(pg_current_snapshot()) THEN '0' ELSE floor END
                        RETURNING epoch""")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Takes the step, or nothing when another holder has begun a later epoch. */
    static Optional<SequencerStep> take(Connection connection, long epoch) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Optional<SequencerStep> step = takeInTransaction(connection, epoch);
            connection.commit();
            connection.setAutoCommit(true);
            return step;
        } catch (SQLException e) {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            throw e;
        }
    }

    private static Optional<SequencerStep> takeInTransaction(Connection connection, long epoch) throws SQLException {
        long head;
        String floor;
        try (var lock = connection.prepareStatement(LOCK)) {
            lock.setLong(1, epoch);
            try (var row = lock.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                head = row.getLong(1);
                floor = row.getString(2);
            }
        }
        int found;
        String oldestOpen;
        try (var index = connection.prepareStatement(INDEX)) {
            index.setString(1, floor);
            index.setLong(2, head);
            index.setLong(3, epoch);
            try (var row = index.executeQuery()) {
                row.next();
                found = row.getInt(1);
                oldestOpen = row.getString(2);
            }
        }
        var step = new SequencerStep(head + found, found);
        // Idle steps write nothing, unless the next would have to look far back.
        if (found > 0 || Long.parseLong(oldestOpen) - Long.parseLong(floor) > FLOOR_LAG) {
            try (var save = connection.prepareStatement(SAVE)) {
                save.setLong(1, step.head());
                // A step cut short has not seen everything below the oldest open transaction.
                save.setString(2, step.full() ? floor : oldestOpen);
                save.executeUpdate();
            }
        }
        return Optional.of(step);
    }
}
