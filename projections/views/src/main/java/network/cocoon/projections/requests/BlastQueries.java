package network.cocoon.projections.requests;

import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which requests software of one measurement could read. Along the indexes of workers' requests and faults, within the time of
 * each key, so that no index is kept for a question that is asked once in a while.
 */
@Component
public class BlastQueries {

    /** Most rows in one answer. */
    public static final int MAX_ROWS = 50;

    /** A request is sealed to a key that is there, or anew to one that came within its life: a day is more than that. */
    private static final String TOUCHED = """
            WITH keys AS (SELECT worker_key, worker_id, at - interval '1 day' AS since, valid_until
                          FROM view_attestation WHERE measurement = :measurement),
            touched AS (
                SELECT r.request_id, k.worker_id, true AS served FROM keys k JOIN view_request r
                    ON r.worker_id = k.worker_id AND r.requested_at BETWEEN k.since AND k.valid_until
                    AND r.worker_key = k.worker_key
                UNION ALL
                SELECT a.request_id, k.worker_id, false FROM keys k JOIN view_worker_fault f
                    ON f.worker_id = k.worker_id AND f.kind = 'ATTEMPT_FAILED' AND f.at >= k.since
                    JOIN view_attempt a ON a.request_id = f.request_id AND a.worker_key = k.worker_key),
            once AS (
                SELECT DISTINCT ON (t.request_id) r.request_id, r.account_id, t.worker_id, r.state, r.requested_at,
                    r.closed_at, t.served, CASE WHEN t.served THEN r.cost ELSE 0 END AS cost
                FROM touched t JOIN view_request r ON r.request_id = t.request_id
                ORDER BY t.request_id, t.served DESC)
            """;

    private final JdbcClient jdbc;

    /** Reads the views of this database. */
    public BlastQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Blast of(Digest measurement) {
        List<BlastRow> latest = jdbc.sql(
                        TOUCHED + "SELECT * FROM once ORDER BY requested_at DESC, request_id LIMIT " + MAX_ROWS)
                .param("measurement", measurement.hex())
                .query((row, _) -> new BlastRow(
                        row.getString("request_id"),
                        row.getString("account_id"),
                        row.getString("worker_id"),
                        RequestState.valueOf(row.getString("state")),
                        Rows.instant(row, "requested_at"),
                        Rows.instantOrNull(row, "closed_at"),
                        row.getBoolean("served"),
                        Nanoton.of(row.getLong("cost"))))
                .list();
        return jdbc.sql(TOUCHED + """
                        SELECT count(*) AS requests, count(DISTINCT account_id) AS apps, coalesce(sum(cost), 0) AS cost
                        FROM once""")
                .param("measurement", measurement.hex())
                .query((row, _) ->
                        new Blast(row.getLong("requests"), row.getLong("apps"), Rows.nanoton(row, "cost"), latest))
                .single();
    }
}
