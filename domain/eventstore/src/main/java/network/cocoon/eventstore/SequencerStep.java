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

    /**
     * In one message: the first statement takes the row, which only the holder of the present epoch gets, and keeps any
     * other out until the commit; the second sees what is there once it has it. One statement finds the events and saves
     * how far it came, so that what it finds and the oldest open transaction belong to one snapshot. Idle steps write
     * nothing, unless the next would have to look far back; one cut short has not seen everything below the oldest open
     * transaction.
     */
    private static final String STEP = """
            SELECT head FROM sequencer WHERE epoch = ? FOR UPDATE;
            WITH held AS MATERIALIZED (
                SELECT head, floor, epoch FROM sequencer WHERE epoch = ?
            ), recent AS MATERIALIZED (
                SELECT global_index FROM domain_event WHERE transaction >= (SELECT floor FROM held)
            ), fresh AS MATERIALIZED (
                SELECT global_index FROM recent
                WHERE NOT EXISTS (SELECT FROM event_index i WHERE i.global_index = recent.global_index)
                ORDER BY global_index LIMIT %1$d
            ), indexed AS (
                INSERT INTO event_index (dense_index, global_index, epoch)
                SELECT held.head + row_number() OVER (ORDER BY global_index), global_index, held.epoch FROM fresh, held
                RETURNING 1
            ), found AS (
                SELECT count(*) AS events, pg_snapshot_xmin(pg_current_snapshot()) AS oldest_open FROM indexed
            ), saved AS (
                UPDATE sequencer SET head = sequencer.head + events,
                    floor = CASE WHEN events < %1$d THEN oldest_open ELSE sequencer.floor END
                FROM found, held
                WHERE sequencer.epoch = held.epoch
                  AND (events > 0 OR oldest_open::text::bigint - held.floor::text::bigint > %2$d)
            )
            SELECT held.head + events, events FROM held, found""".formatted(MAX_ROWS, FLOOR_LAG);

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

    /**
     * Takes the step, or nothing when another holder has begun a later epoch.
     *
     * @param connection that commits by itself: both statements are one transaction, for they come in one message
     */
    static Optional<SequencerStep> take(Connection connection, long epoch) throws SQLException {
        try (var statement = connection.prepareStatement(STEP)) {
            statement.setLong(1, epoch);
            statement.setLong(2, epoch);
            statement.execute();
            statement.getMoreResults();
            try (var row = statement.getResultSet()) {
                return row.next() ? Optional.of(new SequencerStep(row.getLong(1), row.getInt(2))) : Optional.empty();
            }
        }
    }
}
