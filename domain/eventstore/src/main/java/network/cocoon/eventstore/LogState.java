package network.cocoon.eventstore;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the ordering of the log stands, as the database says it, for whoever watches over it.
 *
 * @param ordered whether some node holds the sequencer's lock
 * @param head    the last dense index
 * @param waiting whether the newest event has no dense index yet; for moments only, while all is well
 */
public record LogState(boolean ordered, long head, boolean waiting) {

    /** An advisory lock of one 64-bit number shows as two halves and the marker 1. (PostgreSQL, pg_locks) */
    private static final String STATE = """
            SELECT s.head,
                EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    AND classid::bigint = :high AND objid::bigint = :low) AS ordered,
                EXISTS (SELECT FROM (SELECT max(global_index) AS newest FROM domain_event) d
                    WHERE newest IS NOT NULL
                    AND NOT EXISTS (SELECT FROM event_index i WHERE i.global_index = d.newest)) AS waiting
            FROM sequencer s""";

    public static LogState read(JdbcClient jdbc) {
        return jdbc.sql(STATE)
                .param("high", Sequencer.LOCK_KEY >>> 32)
                .param("low", Sequencer.LOCK_KEY & 0xffff_ffffL)
                .query((row, _) ->
                        new LogState(row.getBoolean("ordered"), row.getLong("head"), row.getBoolean("waiting")))
                .single();
    }
}
