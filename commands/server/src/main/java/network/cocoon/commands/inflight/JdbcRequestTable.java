package network.cocoon.commands.inflight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.PartialBill;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@link RequestTable} in PostgreSQL. */
@Component
class JdbcRequestTable implements RequestTable {

    private final JdbcClient jdbc;

    private final WriteBehind writes;

    private final JsonMapper json = CocoonJson.mapper();

    JdbcRequestTable(JdbcClient jdbc, WriteBehind writes) {
        this.jdbc = jdbc;
        this.writes = writes;
    }

    @Override
    public Optional<RequestRow> find(RequestId request) {
        return select("WHERE request = :request")
                .param("request", request.value())
                .query(this::row)
                .optional();
    }

    @Override
    public Optional<RequestRow> lock(RequestId request) {
        Optional<RequestRow> held = Together.current()
                .flatMap(it -> it.part(LockedRows.class, LockedRows::new).take(request));
        return held.isPresent()
                ? held
                : select("WHERE request = :request FOR UPDATE")
                        .param("request", request.value())
                        .query(this::row)
                        .optional();
    }

    /** Rows locked together, as they were then: each for the one order that is about it. */
    private static final class LockedRows implements Together.Part {

        private final Map<RequestId, RequestRow> rows = new HashMap<>();

        void hold(List<RequestRow> locked) {
            locked.forEach(row -> rows.put(row.request(), row));
        }

        Optional<RequestRow> take(RequestId request) {
            return Optional.ofNullable(rows.remove(request));
        }

        @Override
        public void flush(Writes writes) {
            rows.clear();
        }
    }

    @Override
    public Optional<RequestRow> lockQueued(RequestId request) {
        return select("WHERE request = :request AND state = 'QUEUED' FOR UPDATE SKIP LOCKED")
                .param("request", request.value())
                .query(this::row)
                .optional();
    }

    @Override
    public List<RequestRow> lockAll(Collection<RequestId> several) {
        List<RequestRow> rows = select("WHERE request = ANY(:requests) ORDER BY request FOR UPDATE")
                .param("requests", several.stream().map(RequestId::value).toArray(String[]::new))
                .query(this::row)
                .list();
        Together.current()
                .ifPresent(it -> it.part(LockedRows.class, LockedRows::new).hold(rows));
        return rows;
    }

    @Override
    public RequestRow insert(InferenceEvent.Requested event, @Nullable Assignment assignment) {
        RequestRow row = RequestRow.accepted(event, assignment);
        AssignmentReason reason = row.reason();
        writes.write(
                """
                    INSERT INTO inference_request (request, account, model, header_hash, ciphertext_digest, lane, reserved,
                        max_coefficient, candidate_workers, candidate_providers, candidate_keys, state, worker, attempt,
                        assigned_at, claim_by, reason, relay, relay_window, deadline, at, changed_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                row.request().value(),
                row.account().value(),
                row.model().value(),
                row.headerHash().hex(),
                row.ciphertextDigest().hex(),
                row.lane(),
                row.reserved().value(),
                row.maxCoefficient(),
                texts(row.candidates(), c -> c.worker().value()),
                texts(row.candidates(), c -> c.provider().value()),
                texts(row.candidates(), c -> c.key().value()),
                row.state().name(),
                assignment == null ? null : assignment.worker().value(),
                row.attempt(),
                Sql.timeOrNull(row.assignedAt()),
                Sql.timeOrNull(row.claimBy()),
                reason == null ? null : json.writeValueAsString(reason),
                assignment == null ? null : assignment.relay().value(),
                row.window(),
                Sql.time(row.deadline()),
                Sql.time(row.at()),
                Sql.time(row.at()));
        return row;
    }

    @Override
    public RequestRow assigned(RequestId request, Assignment assignment, Instant at) {
        return changed(request, jdbc.sql("""
                UPDATE inference_request SET state = 'ASSIGNED', worker = :worker, attempt = :attempt, assigned_at = :at,
                    claim_by = :claimBy, reason = :reason, relay = :relay, relay_window = :window, changed_at = :at
                WHERE request = :request RETURNING *""").params(values(assignment)).param("at", Sql.time(at)));
    }

    private Map<String, Object> values(Assignment assignment) {
        return Map.of(
                "worker", assignment.worker().value(),
                "attempt", assignment.attempt(),
                "claimBy", Sql.time(assignment.claimBy()),
                "reason", json.writeValueAsString(assignment.reason()),
                "relay", assignment.relay().value(),
                "window", assignment.window());
    }

    @Override
    public RequestRow completed(RequestRow row, InferenceEvent.Completed event) {
        writes.write(
                """
                UPDATE inference_request SET state = 'COMPLETED', prompt = ?, cached = ?, completion = ?, reasoning = ?,
                    cost = ?, changed_at = ?
                WHERE request = ?""",
                event.usage().prompt(),
                event.usage().cached(),
                event.usage().completion(),
                event.usage().reasoning(),
                event.charge().cost().value(),
                Sql.time(event.at()),
                event.request().value());
        return row.completed(event);
    }

    @Override
    public RequestRow ended(
            RequestId request, State state, @Nullable FailureCode failure, @Nullable PartialBill bill, Instant at) {
        TokenUsage usage = bill == null ? null : bill.usage();
        return changed(
                request,
                jdbc.sql("""
                UPDATE inference_request SET state = :state, failure = :failure, prompt = :prompt, cached = :cached,
                    completion = :completion, reasoning = :reasoning, cost = :cost, changed_at = :at
                WHERE request = :request RETURNING *""")
                        .param("state", state.name())
                        .param("failure", failure == null ? null : failure.name())
                        .param("prompt", usage == null ? null : usage.prompt())
                        .param("cached", usage == null ? null : usage.cached())
                        .param("completion", usage == null ? null : usage.completion())
                        .param("reasoning", usage == null ? null : usage.reasoning())
                        .param(
                                "cost",
                                bill == null ? null : bill.charge().cost().value())
                        .param("at", Sql.time(at)));
    }

    @Override
    public RequestRow requeued(InferenceEvent.AttemptFailed event) {
        return changed(
                event.request(), jdbc.sql("""
                UPDATE inference_request SET state = 'QUEUED', tried_keys = tried_keys || :key, changed_at = :at
                WHERE request = :request RETURNING *""").param("key", event.key().value()).param("at", Sql.time(event.at())));
    }

    @Override
    public void unsealed(RequestId request, Instant at) {
        changed(jdbc.sql("""
                UPDATE inference_request SET state = 'RESEAL_REQUIRED', changed_at = :at WHERE request = :request""")
                .param("request", request.value())
                .param("at", Sql.time(at))
                .update());
    }

    @Override
    public void resealed(InferenceEvent.Resealed event) {
        changed(jdbc.sql("""
                UPDATE inference_request SET state = 'QUEUED', header_hash = :headerHash,
                    ciphertext_digest = :ciphertextDigest, candidate_workers = :workers,
                    candidate_providers = :providers, candidate_keys = :keys, changed_at = :at
                WHERE request = :request""")
                .param("request", event.request().value())
                .param("headerHash", event.headerHash().hex())
                .param("ciphertextDigest", event.ciphertextDigest().hex())
                .param("workers", texts(event.candidates(), c -> c.worker().value()))
                .param("providers", texts(event.candidates(), c -> c.provider().value()))
                .param("keys", texts(event.candidates(), c -> c.key().value()))
                .param("at", Sql.time(event.at()))
                .update());
    }

    @Override
    public List<RequestId> assignable(int limit) {
        return ids("""
                state = 'QUEUED' AND candidate_workers && ARRAY(
                    SELECT worker FROM worker_slot JOIN worker_live USING (worker)
                    WHERE in_use < slots AND status = 'ACTIVE')
                AND (tried_keys = '{}' OR EXISTS (
                    SELECT FROM unnest(candidate_workers, candidate_keys) AS c (worker, key)
                    JOIN worker_slot USING (worker) JOIN worker_live USING (worker)
                    WHERE in_use < slots AND status = 'ACTIVE' AND c.key <> ALL(tried_keys))) ORDER BY at""", limit, null);
    }

    @Override
    public Map<Queue, Waiting> waiting() {
        Map<Queue, Waiting> waiting = new HashMap<>();
        jdbc.sql("""
                SELECT model, account, count(*) AS requests, min(at) AS since
                FROM inference_request WHERE state = 'QUEUED' GROUP BY model, account""").query(row -> {
            waiting.put(
                    new Queue(new ModelId(row.getString("model")), new AccountId(row.getString("account"))),
                    new Waiting(row.getInt("requests"), Sql.time(row, "since")));
        });
        return waiting;
    }

    @Override
    public List<RequestId> stranded(Instant now, int limit) {
        return ids("""
                state = 'QUEUED' AND NOT EXISTS (
                    SELECT FROM unnest(candidate_keys) AS c (key)
                    JOIN worker_key k USING (key) JOIN worker_live l ON l.worker = k.worker
                    WHERE l.status = 'ACTIVE' AND k.valid_until > :now AND c.key <> ALL(tried_keys)) ORDER BY at""", limit, now);
    }

    @Override
    public List<RequestId> ofLostWorkers(int limit) {
        return ids("""
                state = 'ASSIGNED' AND worker IN (SELECT worker FROM worker_live WHERE status IN ('LOST', 'RETIRED'))
                ORDER BY at""", limit, null);
    }

    @Override
    public List<RequestId> overdue(Instant now, int limit) {
        return ids(
                "state IN ('QUEUED', 'ASSIGNED', 'RESEAL_REQUIRED') AND deadline <= :now ORDER BY deadline",
                limit,
                now);
    }

    @Override
    public List<RequestId> claimsDue(Instant now, Set<RequestId> begun, int limit) {
        return jdbc.sql("""
                SELECT request FROM inference_request
                WHERE state = 'ASSIGNED' AND claim_by <= :now AND request <> ALL(:begun)
                ORDER BY claim_by LIMIT :limit""")
                .param("now", Sql.time(now))
                .param("begun", begun.stream().map(RequestId::value).toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> new RequestId(row.getString("request")))
                .list();
    }

    @Override
    public List<RequestId> assignedTo(WorkerId worker) {
        return jdbc.sql("SELECT request FROM inference_request WHERE state = 'ASSIGNED' AND worker = :worker")
                .param("worker", worker.value())
                .query((row, _) -> new RequestId(row.getString("request")))
                .list();
    }

    private List<RequestId> ids(String where, int limit, @Nullable Instant now) {
        var statement = jdbc.sql("SELECT request FROM inference_request WHERE " + where + " LIMIT :limit")
                .param("limit", limit);
        return (now == null ? statement : statement.param("now", Sql.time(now)))
                .query((row, _) -> new RequestId(row.getString("request")))
                .list();
    }

    private JdbcClient.StatementSpec select(String where) {
        return jdbc.sql("SELECT * FROM inference_request " + where);
    }

    private RequestRow changed(RequestId request, JdbcClient.StatementSpec change) {
        return change.param("request", request.value())
                .query(this::row)
                .optional()
                .orElseThrow(() -> new IllegalStateException("an event of a request that has no row"));
    }

    private static void changed(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("an event of a request that has no row");
        }
    }

    private RequestRow row(ResultSet row, int number) throws SQLException {
        String worker = row.getString("worker");
        String relay = row.getString("relay");
        String failure = row.getString("failure");
        String reason = row.getString("reason");
        boolean billed = row.getObject("cost") != null;
        return new RequestRow(
                new RequestId(row.getString("request")),
                new AccountId(row.getString("account")),
                new ModelId(row.getString("model")),
                new Digest(row.getString("header_hash")),
                new Digest(row.getString("ciphertext_digest")),
                row.getInt("lane"),
                Nanoton.of(row.getLong("reserved")),
                row.getInt("max_coefficient"),
                candidates(row),
                State.valueOf(row.getString("state")),
                worker == null ? null : new WorkerId(worker),
                row.getInt("attempt"),
                relay == null ? null : new NodeId(relay),
                row.getInt("relay_window"),
                Sql.texts(row, "tried_keys").stream().map(WorkerKeyId::new).collect(Collectors.toSet()),
                Sql.timeOrNull(row, "assigned_at"),
                Sql.timeOrNull(row, "claim_by"),
                billed ? usage(row) : null,
                billed ? Nanoton.of(row.getLong("cost")) : null,
                failure == null ? null : FailureCode.valueOf(failure),
                reason == null ? null : json.readValue(reason, AssignmentReason.class),
                Sql.time(row, "deadline"),
                Sql.time(row, "at"));
    }

    private static String[] texts(List<Candidate> candidates, Function<Candidate, String> part) {
        return candidates.stream().map(part).toArray(String[]::new);
    }

    private static TokenUsage usage(ResultSet row) throws SQLException {
        return new TokenUsage(
                row.getInt("prompt"), row.getInt("cached"), row.getInt("completion"), row.getInt("reasoning"));
    }

    private static List<Candidate> candidates(ResultSet row) throws SQLException {
        List<String> workers = Sql.texts(row, "candidate_workers");
        List<String> providers = Sql.texts(row, "candidate_providers");
        List<String> keys = Sql.texts(row, "candidate_keys");
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < workers.size(); i++) {
            candidates.add(new Candidate(
                    new WorkerId(workers.get(i)), new ProviderId(providers.get(i)), new WorkerKeyId(keys.get(i))));
        }
        return candidates;
    }
}
