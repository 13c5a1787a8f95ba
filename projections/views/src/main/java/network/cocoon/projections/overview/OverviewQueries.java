package network.cocoon.projections.overview;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.Rows;
import network.cocoon.projections.overview.Overview.Latency;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.rollup.Grain;
import network.cocoon.projections.rollup.LatencyBins;
import network.cocoon.projections.rollup.Outcome;
import network.cocoon.projections.rollup.Tally;
import network.cocoon.projections.workers.WorkerStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts, money and series over the whole network, from counters: no list of requests is added up. */
@Component
public class OverviewQueries {
    private final JdbcClient jdbc;

    private final InstantSource clock;

    /** @param clock decides what is recent and which attestations are valid */
    public OverviewQueries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param window how far back latency is measured, in whole minutes and the present one; at most a day */
    public Overview overview(Duration window) {
        Instant now = clock.instant();
        Map<String, Long> tallies = tallies();
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE state = 'QUEUED') AS queued,
                               count(*) FILTER (WHERE state = 'ASSIGNED') AS assigned,
                               coalesce(sum(max_cost), 0) AS reserved,
                               (SELECT count(*) FROM view_account) AS accounts
                        FROM view_request WHERE closed_at IS NULL""")
                .query((row, _) -> new Overview(
                        requests(tallies, row.getLong("queued"), row.getLong("assigned")),
                        tallies.getOrDefault(Tally.TOKENS, 0L),
                        Nanoton.of(tallies.getOrDefault(Tally.SPENT, 0L)),
                        Nanoton.of(tallies.getOrDefault(Tally.REWARDS, 0L)),
                        Nanoton.of(tallies.getOrDefault(Tally.FEES, 0L)),
                        Rows.nanoton(row, "reserved"),
                        workers(now),
                        row.getLong("accounts"),
                        latency(now.minus(window))))
                .single();
    }

    /**
     * The last {@code buckets} seconds or minutes, the present one included, oldest first, quiet ones too.
     *
     * @param buckets from 1 to {@link Grain#maxBuckets()}
     */
    public List<Bucket> series(Grain grain, int buckets) {
        if (buckets < 1 || buckets > grain.maxBuckets()) {
            throw new IllegalArgumentException("series(%s, %d) is out of range".formatted(grain, buckets));
        }
        Instant last = grain.start(clock.instant());
        Instant first = last.minus(grain.width().multipliedBy(buckets - 1L));
        Map<Instant, SortedMap<Integer, Long>> latencies = latencies(grain, first);
        Map<Instant, Bucket> busy = new HashMap<>();
        jdbc.sql("""
                        SELECT start, sum(requested) AS requested, sum(completed) AS completed, sum(failed) AS failed,
                            sum(cancelled) AS cancelled, sum(expired) AS expired, sum(tokens) AS tokens,
                            sum(spent) AS spent
                        FROM view_traffic WHERE grain = :grain AND start >= :first GROUP BY start""")
                .param("grain", grain.name())
                .param("first", Rows.utc(first))
                .query(row -> {
                    Instant start = Rows.instant(row, "start");
                    busy.put(start, bucket(row, start, latencies.getOrDefault(start, new TreeMap<>())));
                });
        return IntStream.range(0, buckets)
                .mapToObj(i -> first.plus(grain.width().multipliedBy(i)))
                .map(start -> busy.getOrDefault(start, new Bucket(start, 0, 0, 0, 0, 0, 0, Nanoton.ZERO, 0, 0)))
                .toList();
    }

    private Map<String, Long> tallies() {
        Map<String, Long> tallies = new HashMap<>();
        jdbc.sql("SELECT name, sum(n) AS n FROM view_tally GROUP BY name").query(row -> {
            tallies.put(row.getString("name"), row.getLong("n"));
        });
        return tallies;
    }

    private static Map<RequestState, Long> requests(Map<String, Long> tallies, long queued, long assigned) {
        Map<RequestState, Long> counts = new EnumMap<>(RequestState.class);
        for (RequestState state : RequestState.values()) {
            counts.put(
                    state,
                    switch (state) {
                        case QUEUED -> queued;
                        case ASSIGNED -> assigned;
                        case COMPLETED, FAILED, CANCELLED, EXPIRED ->
                            tallies.getOrDefault(Tally.requests(Outcome.valueOf(state.name())), 0L);
                    });
        }
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
        SortedMap<Integer, Long> all = new TreeMap<>();
        latencies(Grain.MINUTE, Grain.MINUTE.start(since))
                .values()
                .forEach(bins -> bins.forEach((bin, n) -> all.merge(bin, n, Long::sum)));
        long samples = all.values().stream().mapToLong(Long::longValue).sum();
        return new Latency(
                samples,
                LatencyBins.percentile(all, 500),
                LatencyBins.percentile(all, 950),
                LatencyBins.percentile(all, 990));
    }

    private Map<Instant, SortedMap<Integer, Long>> latencies(Grain grain, Instant first) {
        Map<Instant, SortedMap<Integer, Long>> bins = new HashMap<>();
        jdbc.sql("""
                        SELECT start, bin, sum(n) AS n FROM view_latency WHERE grain = :grain AND start >= :first
                        GROUP BY start, bin""")
                .param("grain", grain.name())
                .param("first", Rows.utc(first))
                .query(row -> {
                    bins.computeIfAbsent(Rows.instant(row, "start"), _ -> new TreeMap<>())
                            .put(row.getInt("bin"), row.getLong("n"));
                });
        return bins;
    }

    private static Bucket bucket(ResultSet row, Instant start, SortedMap<Integer, Long> latencies) throws SQLException {
        return new Bucket(
                start,
                row.getLong("requested"),
                row.getLong("completed"),
                row.getLong("failed"),
                row.getLong("cancelled"),
                row.getLong("expired"),
                row.getLong("tokens"),
                Rows.nanoton(row, "spent"),
                LatencyBins.percentile(latencies, 500),
                LatencyBins.percentile(latencies, 950));
    }
}
