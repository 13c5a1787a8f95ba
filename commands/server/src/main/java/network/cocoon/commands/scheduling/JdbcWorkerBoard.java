package network.cocoon.commands.scheduling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.inflight.Sql;
import network.cocoon.commands.scheduling.WorkerView.Standing;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link WorkerBoard} in PostgreSQL. */
@Component
class JdbcWorkerBoard implements WorkerBoard {

    private static final String VIEW = """
            SELECT k.key, k.worker, k.provider, k.valid_until,
                coalesce(o.coefficient, 0) AS coefficient, coalesce(s.slots, 0) AS slots,
                coalesce(s.in_use, 0) AS in_use, coalesce(s.samples, 0) AS samples,
                coalesce(s.average_millis, 0) AS average_millis,
                coalesce(s.faults * greatest(0, :fade
                    - greatest(0, (extract(epoch FROM (:now - s.faulted_at)) * 1000)::bigint)) / :fade, 0) AS recent_faults,
                CASE WHEN o.worker IS NULL THEN 'NOT_OFFERED'
                     WHEN k.valid_until <= :now THEN 'KEY_EXPIRED'
                     WHEN k.measurement <> ALL(:allowed) THEN 'REVOKED'
                     WHEN l.status <> 'ACTIVE' THEN 'NOT_ACTIVE'
                     WHEN l.last_seen IS NULL OR l.last_seen < :liveSince THEN 'NOT_LIVE'
                     ELSE 'READY' END AS standing
            FROM worker_key k
            JOIN worker_live l ON l.worker = k.worker
            LEFT JOIN worker_offer o
                ON o.worker = k.worker AND o.model = :model AND o.model_digest = k.model_digest
            LEFT JOIN worker_slot s ON s.worker = k.worker
            """;

    private final JdbcClient jdbc;
    private final StateReader states;
    private final SlotBook slots;
    private final CocoonSettings settings;

    JdbcWorkerBoard(JdbcClient jdbc, StateReader states, SlotBook slots, CocoonSettings settings) {
        this.jdbc = jdbc;
        this.slots = slots;
        this.states = states;
        this.settings = settings;
    }

    @Override
    public List<WorkerView> of(List<Candidate> candidates, ModelId model, Instant now) {
        Set<WorkerKeyId> keys = candidates.stream().map(Candidate::key).collect(Collectors.toSet());
        Map<WorkerKeyId, WorkerView> known = Together.current()
                .map(it -> it.part(Seen.class, Seen::new).of(model, keys, missing -> read(missing, model, now)))
                .orElseGet(() -> read(keys, model, now));
        return candidates.stream()
                .map(candidate -> now(known.getOrDefault(candidate.key(), gone(candidate))))
                .toList();
    }

    /** With what the present transaction itself has taken. */
    private WorkerView now(WorkerView seen) {
        OptionalInt taken = slots.inUse(seen.candidate().worker());
        return taken.isPresent() ? seen.running(taken.getAsInt()) : seen;
    }

    private Map<WorkerKeyId, WorkerView> read(Set<WorkerKeyId> keys, ModelId model, Instant now) {
        return jdbc
                .sql(VIEW + "WHERE k.key = ANY(:keys)")
                .param("keys", keys.stream().map(WorkerKeyId::value).toArray(String[]::new))
                .param("model", model.value())
                .param("now", Sql.time(now))
                .param("allowed", allowed())
                .param("fade", SlotBook.FAULTS_FADE.toMillis())
                .param("liveSince", Sql.time(now.minus(settings.workers().lostAfter())))
                .query(JdbcWorkerBoard::view)
                .list()
                .stream()
                .collect(Collectors.toMap(view -> view.candidate().key(), Function.identity()));
    }

    /** What the orders of one transaction see of the workers is read once. */
    private static final class Seen implements Together.Part {

        private final Map<ModelId, Map<WorkerKeyId, WorkerView>> byModel = new HashMap<>();
        private final Map<ModelId, Set<WorkerKeyId>> asked = new HashMap<>();

        Map<WorkerKeyId, WorkerView> of(
                ModelId model, Set<WorkerKeyId> keys, Function<Set<WorkerKeyId>, Map<WorkerKeyId, WorkerView>> read) {
            Map<WorkerKeyId, WorkerView> known = byModel.computeIfAbsent(model, _ -> new HashMap<>());
            Set<WorkerKeyId> missing = new HashSet<>(keys);
            Set<WorkerKeyId> before = asked.computeIfAbsent(model, _ -> new HashSet<>());
            missing.removeAll(before);
            if (!missing.isEmpty()) {
                known.putAll(read.apply(missing));
                before.addAll(missing);
            }
            return known;
        }

        @Override
        public void flush(Writes writes) {}
    }

    @Override
    public List<WorkerView> ready(ModelId model, int maxCoefficient, Instant validUntil, Instant now, int limit) {
        return jdbc.sql("SELECT * FROM (SELECT DISTINCT ON (worker) * FROM (" + VIEW + """
                        WHERE k.valid_until >= :validUntil AND k.not_before <= :now AND o.coefficient <= :maxCoefficient
                        ) views WHERE standing = 'READY' AND slots > 0 ORDER BY worker, valid_until DESC) workers
                        ORDER BY in_use * average_millis / slots LIMIT :limit""")
                .param("model", model.value())
                .param("maxCoefficient", maxCoefficient)
                .param("validUntil", Sql.time(validUntil))
                .param("now", Sql.time(now))
                .param("allowed", allowed())
                .param("fade", SlotBook.FAULTS_FADE.toMillis())
                .param("liveSince", Sql.time(now.minus(settings.workers().lostAfter())))
                .param("limit", limit)
                .query(JdbcWorkerBoard::view)
                .list();
    }

    /** A request may have waited since before a measurement was revoked. */
    private String[] allowed() {
        return states.recent().registry().measurements().stream()
                .map(Digest::hex)
                .toArray(String[]::new);
    }

    private static WorkerView view(ResultSet row, int number) throws SQLException {
        return new WorkerView(
                new Candidate(
                        new WorkerId(row.getString("worker")),
                        new ProviderId(row.getString("provider")),
                        new WorkerKeyId(row.getString("key"))),
                Standing.valueOf(row.getString("standing")),
                row.getInt("coefficient"),
                row.getInt("slots"),
                row.getInt("in_use"),
                row.getLong("samples"),
                row.getLong("average_millis"),
                row.getInt("recent_faults"));
    }

    private static WorkerView gone(Candidate candidate) {
        return new WorkerView(candidate, Standing.KEY_EXPIRED, 0, 0, 0, 0, 0, 0);
    }
}
