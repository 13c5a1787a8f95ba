package network.cocoon.projections.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.Rows;
import network.cocoon.projections.overview.Overview.Latency;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.WorkerStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts, money and series over the whole network. */
@Component
public class OverviewQueries {

    /** Longest series: one day. */
    public static final int MAX_MINUTES = 24 * 60;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /** @param clock decides what is recent and which attestations are valid */
    public OverviewQueries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param window how far back latency is measured */
    public Overview overview(Duration window) {
        Instant now = clock.instant();
        Map<RequestState, Long> requests = requests();
        Map<WorkerStatus, Long> workers = workers(now);
        Latency latency = latency(now.minus(window));
        return jdbc.sql("""
                        SELECT coalesce(sum(prompt_tokens + cached_tokens + completion_tokens + reasoning_tokens), 0)
                                   AS tokens,
                               coalesce(sum(cost), 0) AS spent, coalesce(sum(reward), 0) AS rewards,
                               coalesce(sum(fee), 0) AS fees,
                               coalesce(sum(max_cost) FILTER (WHERE closed_at IS NULL), 0) AS reserved,
                               (SELECT count(*) FROM view_account) AS accounts
                        FROM view_request""")
                .query((row, _) -> new Overview(
                        requests,
                        row.getLong("tokens"),
                        Rows.nanoton(row, "spent"),
                        Rows.nanoton(row, "rewards"),
                        Rows.nanoton(row, "fees"),
                        Rows.nanoton(row, "reserved"),
                        workers,
                        row.getLong("accounts"),
                        latency))
                .single();
    }

    /**
     * The last {@code minutes} minutes, the present one included, oldest first, quiet ones too.
     *
     * @param minutes from 1 to {@link #MAX_MINUTES}
     */
    public List<Minute> minutes(int minutes) {
        if (minutes < 1 || minutes > MAX_MINUTES) {
            throw new IllegalArgumentException("minutes(%d) is out of range".formatted(minutes));
        }
        Instant last = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Instant first = last.minus(minutes - 1L, ChronoUnit.MINUTES);
        return jdbc.sql("""
                        WITH asked AS (
                            SELECT date_trunc('minute', requested_at) AS minute, count(*) AS requested
                            FROM view_request WHERE requested_at >= :first GROUP BY 1),
                        done AS (
                            SELECT date_trunc('minute', closed_at) AS minute,
                                count(*) FILTER (WHERE state = 'COMPLETED') AS completed,
                                count(*) FILTER (WHERE state IN ('FAILED', 'EXPIRED')) AS failed,
                                sum(prompt_tokens + cached_tokens + completion_tokens + reasoning_tokens) AS tokens,
                                sum(cost) AS spent,
                                percentile_disc(0.5) WITHIN GROUP (ORDER BY closed_at - requested_at)
                                    FILTER (WHERE state = 'COMPLETED') AS p50,
                                percentile_disc(0.95) WITHIN GROUP (ORDER BY closed_at - requested_at)
                                    FILTER (WHERE state = 'COMPLETED') AS p95
                            FROM view_request WHERE closed_at >= :first GROUP BY 1)
                        SELECT m.minute, coalesce(requested, 0) AS requested, coalesce(completed, 0) AS completed,
                            coalesce(failed, 0) AS failed, coalesce(tokens, 0) AS tokens, coalesce(spent, 0) AS spent,
                            coalesce(round(extract(epoch FROM p50) * 1000), 0)::bigint AS p50,
                            coalesce(round(extract(epoch FROM p95) * 1000), 0)::bigint AS p95
                        FROM generate_series(CAST(:first AS timestamptz), CAST(:last AS timestamptz),
                                             interval '1 minute') AS m(minute)
                        LEFT JOIN asked USING (minute) LEFT JOIN done USING (minute)
                        ORDER BY m.minute""")
                .param("first", Rows.utc(first))
                .param("last", Rows.utc(last))
                .query((row, _) -> minute(row))
                .list();
    }

    private Map<RequestState, Long> requests() {
        Map<RequestState, Long> counts = new EnumMap<>(RequestState.class);
        for (RequestState state : RequestState.values()) {
            counts.put(state, 0L);
        }
        jdbc.sql("SELECT state, count(*) AS n FROM view_request GROUP BY state").query(row -> {
            counts.put(RequestState.valueOf(row.getString("state")), row.getLong("n"));
        });
        return counts;
    }

    private Map<WorkerStatus, Long> workers(Instant now) {
        Map<WorkerStatus, Long> counts = new EnumMap<>(WorkerStatus.class);
        for (WorkerStatus status : WorkerStatus.values()) {
            counts.put(status, 0L);
        }
        jdbc.sql("""
                        SELECT CASE WHEN w.standing <> 'ACTIVE' THEN w.standing
                                    WHEN EXISTS (SELECT FROM view_attestation a
                                                 WHERE a.worker_id = w.worker_id AND a.valid_until > :now)
                                     AND EXISTS (SELECT FROM view_offer o
                                                 WHERE o.worker_id = w.worker_id AND o.slots > 0) THEN 'LIVE'
                                    ELSE 'WAITING' END AS status, count(*) AS n
                        FROM view_worker w GROUP BY 1""").param("now", Rows.utc(now)).query(row -> {
            counts.put(WorkerStatus.valueOf(row.getString("status")), row.getLong("n"));
        });
        return counts;
    }

    private Latency latency(Instant since) {
        return jdbc.sql("""
                        WITH done AS (
                            SELECT round(extract(epoch FROM closed_at - requested_at) * 1000)::bigint AS millis
                            FROM view_request WHERE state = 'COMPLETED' AND closed_at >= :since)
                        SELECT count(*) AS samples,
                            coalesce(percentile_disc(0.5) WITHIN GROUP (ORDER BY millis), 0) AS p50,
                            coalesce(percentile_disc(0.95) WITHIN GROUP (ORDER BY millis), 0) AS p95,
                            coalesce(percentile_disc(0.99) WITHIN GROUP (ORDER BY millis), 0) AS p99
                        FROM done""")
                .param("since", Rows.utc(since))
                .query((row, _) ->
                        new Latency(row.getLong("samples"), row.getLong("p50"), row.getLong("p95"), row.getLong("p99")))
                .single();
    }

    private static Minute minute(ResultSet row) throws SQLException {
        return new Minute(
                Rows.instant(row, "minute"),
                row.getLong("requested"),
                row.getLong("completed"),
                row.getLong("failed"),
                row.getLong("tokens"),
                Nanoton.of(row.getLong("spent")),
                row.getLong("p50"),
                row.getLong("p95"));
    }
}
