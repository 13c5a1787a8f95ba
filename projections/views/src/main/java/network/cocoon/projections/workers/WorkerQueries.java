package network.cocoon.projections.workers;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Workers, their attestations, and what their owners earned. */
@Component
public class WorkerQueries {

    /** Most rows in one answer. */
    public static final int MAX_ROWS = 1_000;

    /** For how long a fault counts as recent. */
    public static final Duration RECENT = Duration.ofDays(1);

    private static final String WORKERS = """
            SELECT w.*, a.trust, a.tcb_status, a.at AS attested_at, a.valid_until, o.models, o.slots,
                q.running, r.completed, r.failed, r.tokens, r.earned, f.recent_faults,
                CASE WHEN w.standing <> 'ACTIVE' THEN w.standing
                     WHEN a.valid_until > :now AND o.slots > 0 THEN 'LIVE'
                     ELSE 'WAITING' END AS status
            FROM view_worker w
            LEFT JOIN LATERAL (SELECT * FROM view_attestation t WHERE t.worker_id = w.worker_id
                               ORDER BY t.at DESC LIMIT 1) a ON true
            CROSS JOIN LATERAL (SELECT coalesce(array_agg(model ORDER BY model), '{}') AS models,
                                       coalesce(sum(slots), 0) AS slots
                                FROM view_offer o WHERE o.worker_id = w.worker_id) o
            CROSS JOIN LATERAL (SELECT count(*) AS running FROM view_request q
                                WHERE q.worker_id = w.worker_id AND q.closed_at IS NULL) q
            CROSS JOIN LATERAL (SELECT coalesce(sum(completed), 0) AS completed, coalesce(sum(failed), 0) AS failed,
                                       coalesce(sum(tokens), 0) AS tokens, coalesce(sum(earned), 0) AS earned
                                FROM view_worker_day d WHERE d.worker_id = w.worker_id) r
            CROSS JOIN LATERAL (SELECT count(*) AS recent_faults FROM view_worker_fault f
                                WHERE f.worker_id = w.worker_id AND f.at > :dayAgo) f
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /** @param clock decides whether an attestation is still valid */
    public WorkerQueries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All workers, the newest first, at most {@link #MAX_ROWS}. */
    public List<WorkerRow> workers() {
        return jdbc.sql(WORKERS + " ORDER BY w.registered_at DESC, w.worker_id LIMIT " + MAX_ROWS)
                .param("now", Rows.utc(clock.instant()))
                .param("dayAgo", Rows.utc(clock.instant().minus(RECENT)))
                .query((row, _) -> worker(row))
                .list();
    }

    /** One worker. */
    public Optional<WorkerRow> worker(WorkerId worker) {
        return jdbc.sql(WORKERS + " WHERE w.worker_id = :worker")
                .param("now", Rows.utc(clock.instant()))
                .param("dayAgo", Rows.utc(clock.instant().minus(RECENT)))
                .param("worker", worker.value())
                .query((row, _) -> worker(row))
                .optional();
    }

    /** The attestation behind a worker's key. */
    public Optional<AttestationRow> attestation(WorkerKeyId key) {
        return jdbc.sql("SELECT * FROM view_attestation WHERE worker_key = :key")
                .param("key", key.value())
                .query((row, _) -> attestation(row))
                .optional();
    }

    /** The attestation by its evidence. */
    public Optional<AttestationRow> attestation(Digest evidence) {
        return jdbc.sql("SELECT * FROM view_attestation WHERE evidence_digest = :evidence LIMIT 1")
                .param("evidence", evidence.hex())
                .query((row, _) -> attestation(row))
                .optional();
    }

    /** The one that the same worker showed before it. */
    public Optional<AttestationRow> before(AttestationRow attestation) {
        return jdbc.sql("""
                        SELECT * FROM view_attestation WHERE worker_id = :worker AND at < :at
                        ORDER BY at DESC LIMIT 1""")
                .param("worker", attestation.worker())
                .param("at", Rows.utc(attestation.at()))
                .query((row, _) -> attestation(row))
                .optional();
    }

    /** A worker's accepted attestations, the newest first, at most {@link #MAX_ROWS}. */
    public List<AttestationRow> attestations(WorkerId worker) {
        return jdbc.sql("SELECT * FROM view_attestation WHERE worker_id = :worker ORDER BY at DESC LIMIT " + MAX_ROWS)
                .param("worker", worker.value())
                .query((row, _) -> attestation(row))
                .list();
    }

    /** All GPU owners by earnings, at most {@link #MAX_ROWS}. */
    public List<ProviderRow> providers() {
        return jdbc.sql("""
                        SELECT p.*, w.workers, r.completed, r.earned
                        FROM view_provider p
                        CROSS JOIN LATERAL (SELECT count(*) AS workers FROM view_worker w
                                            WHERE w.provider_id = p.provider_id) w
                        CROSS JOIN LATERAL (SELECT coalesce(sum(completed), 0) AS completed,
                                                   coalesce(sum(earned), 0) AS earned
                                            FROM view_worker_day d WHERE d.provider_id = p.provider_id) r
                        ORDER BY r.earned DESC, p.provider_id LIMIT\s""" + MAX_ROWS)
                .query((row, _) -> new ProviderRow(
                        row.getString("provider_id"),
                        row.getString("payout_address"),
                        row.getString("proposed_address"),
                        Rows.instantOrNull(row, "proposed_due"),
                        Rows.instant(row, "registered_at"),
                        row.getInt("workers"),
                        row.getLong("completed"),
                        Rows.nanoton(row, "earned")))
                .list();
    }

    /** What went wrong with a worker, the latest first, at most {@link #MAX_ROWS}. */
    public List<WorkerFault> faults(WorkerId worker) {
        return jdbc.sql("SELECT * FROM view_worker_fault WHERE worker_id = :worker ORDER BY at DESC LIMIT " + MAX_ROWS)
                .param("worker", worker.value())
                .query((row, _) -> new WorkerFault(
                        WorkerFault.Kind.valueOf(row.getString("kind")),
                        row.getString("code"),
                        row.getString("detail"),
                        row.getString("request_id"),
                        Rows.instant(row, "at")))
                .list();
    }

    /**
     * What a worker served and earned, a row for each UTC day with any, the latest first.
     *
     * @param days how far back, from 1 to {@link #MAX_ROWS}
     */
    public List<WorkerDay> days(WorkerId worker, int days) {
        if (days < 1 || days > MAX_ROWS) {
            throw new IllegalArgumentException("days(%d) is out of range".formatted(days));
        }
        return jdbc.sql("""
                        SELECT day, sum(completed) AS completed, sum(failed) AS failed, sum(tokens) AS tokens,
                            sum(earned) AS earned
                        FROM view_worker_day WHERE worker_id = :worker AND day > :since
                        GROUP BY day ORDER BY day DESC""")
                .param("worker", worker.value())
                .param(
                        "since",
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days))
                .query((row, _) -> new WorkerDay(
                        row.getObject("day", LocalDate.class),
                        row.getLong("completed"),
                        row.getLong("failed"),
                        row.getLong("tokens"),
                        Rows.nanoton(row, "earned")))
                .list();
    }

    private static WorkerRow worker(ResultSet row) throws SQLException {
        return new WorkerRow(
                row.getString("worker_id"),
                row.getString("provider_id"),
                WorkerStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                row.getString("gpu_type"),
                row.getInt("gpu_memory_mib"),
                row.getInt("expected_uptime_permille"),
                Rows.instant(row, "registered_at"),
                trust(row.getString("trust")),
                row.getString("tcb_status"),
                Rows.instantOrNull(row, "attested_at"),
                Rows.instantOrNull(row, "valid_until"),
                texts(row.getArray("models")),
                row.getInt("slots"),
                row.getInt("running"),
                row.getLong("completed"),
                row.getLong("failed"),
                row.getLong("tokens"),
                Rows.nanoton(row, "earned"),
                row.getInt("recent_faults"));
    }

    private static AttestationRow attestation(ResultSet row) throws SQLException {
        return new AttestationRow(
                row.getString("worker_key"),
                row.getString("worker_id"),
                row.getString("evidence_digest"),
                row.getString("collateral_digest"),
                row.getString("measurement"),
                row.getString("model_digest"),
                row.getString("image_digest"),
                row.getString("platform"),
                row.getString("tcb_status"),
                TrustClass.valueOf(row.getString("trust")),
                Rows.instant(row, "not_before"),
                Rows.instant(row, "valid_until"),
                Rows.instant(row, "at"));
    }

    private static @Nullable TrustClass trust(@Nullable String name) {
        return name == null ? null : TrustClass.valueOf(name);
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
