package network.cocoon.commands.inflight;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.AssignmentReason;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reads and moves {@link RequestRow}s. Whatever writes needs the transaction in which the event is appended. */
@Component
public class RequestTable {

    private final JdbcClient jdbc;
    private final JsonMapper json = CocoonJson.mapper();

    RequestTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<RequestRow> find(RequestId request) {
        return select("WHERE request = :request")
                .param("request", request.value())
                .query(this::row)
                .optional();
    }

    /** Locks the row: the first lock of every change to a request. */
    public Optional<RequestRow> lock(RequestId request) {
        return select("WHERE request = :request FOR UPDATE")
                .param("request", request.value())
                .query(this::row)
                .optional();
    }

    /** Locks the row if it is queued and nobody else is at it. */
    public Optional<RequestRow> lockQueued(RequestId request) {
        return select("WHERE request = :request AND state = 'QUEUED' FOR UPDATE SKIP LOCKED")
                .param("request", request.value())
                .query(this::row)
                .optional();
    }

    /** Accepts a request as queued. False where the id was used before; waits for another transaction that is using it. */
    public boolean insert(InferenceEvent.Requested event) {
        return jdbc.sql("""
                INSERT INTO inference_request (request, account, model, header_hash, ciphertext_digest, lane, reserved,
                    max_coefficient, candidate_workers, candidate_providers, candidate_keys, state, attempt, deadline, at,
                    changed_at)
                VALUES (:request, :account, :model, :headerHash, :ciphertextDigest, :lane, :reserved,
                    :maxCoefficient, :workers, :providers, :keys, 'QUEUED', 0, :deadline, :at, :at)
                ON CONFLICT (request) DO NOTHING""")
                        .param("request", event.request().value())
                        .param("account", event.account().value())
                        .param("model", event.model().value())
                        .param("headerHash", event.headerHash().hex())
                        .param("ciphertextDigest", event.ciphertextDigest().hex())
                        .param("lane", event.reservation().lane())
                        .param("reserved", event.maxCost().value())
                        .param("maxCoefficient", event.maxCoefficient())
                        .param(
                                "workers",
                                event.candidates().stream()
                                        .map(c -> c.worker().value())
                                        .toArray(String[]::new))
                        .param(
                                "providers",
                                event.candidates().stream()
                                        .map(c -> c.provider().value())
                                        .toArray(String[]::new))
                        .param(
                                "keys",
                                event.candidates().stream()
                                        .map(c -> c.key().value())
                                        .toArray(String[]::new))
                        .param("deadline", Sql.time(event.deadline()))
                        .param("at", Sql.time(event.at()))
                        .update()
                == 1;
    }

    public void assigned(RequestId request, Assignment assignment, Instant at) {
        changed(jdbc.sql("""
                UPDATE inference_request SET state = 'ASSIGNED', worker = :worker, attempt = :attempt, assigned_at = :at,
                    claim_by = :claimBy, reason = :reason, changed_at = :at
                WHERE request = :request""")
                .param("request", request.value())
                .param("worker", assignment.worker().value())
                .param("attempt", assignment.attempt())
                .param("claimBy", Sql.time(assignment.claimBy()))
                .param("reason", json.writeValueAsString(assignment.reason()))
                .param("at", Sql.time(at))
                .update());
    }

    public void completed(InferenceEvent.Completed event) {
        changed(jdbc.sql("""
                UPDATE inference_request SET state = 'COMPLETED', prompt = :prompt, cached = :cached,
                    completion = :completion, reasoning = :reasoning, cost = :cost, changed_at = :at
                WHERE request = :request""")
                .param("request", event.request().value())
                .param("prompt", event.usage().prompt())
                .param("cached", event.usage().cached())
                .param("completion", event.usage().completion())
                .param("reasoning", event.usage().reasoning())
                .param("cost", event.charge().cost().value())
                .param("at", Sql.time(event.at()))
                .update());
    }

    /** Ends a request without a bill. */
    public void ended(RequestId request, State state, @Nullable FailureCode failure, Instant at) {
        changed(jdbc.sql("""
                UPDATE inference_request SET state = :state, failure = :failure, changed_at = :at
                WHERE request = :request""")
                .param("request", request.value())
                .param("state", state.name())
                .param("failure", failure == null ? null : failure.name())
                .param("at", Sql.time(at))
                .update());
    }

    /** Queued requests of which a candidate has a free slot, oldest first. */
    public List<RequestId> assignable(int limit) {
        return ids("""
                state = 'QUEUED' AND candidate_workers && ARRAY(
                    SELECT worker FROM worker_slot JOIN worker_live USING (worker)
                    WHERE in_use < slots AND status = 'ACTIVE') ORDER BY at""", limit, null);
    }

    /** Assigned requests of workers that are known to be gone. */
    public List<RequestId> ofLostWorkers(int limit) {
        return ids("""
                state = 'ASSIGNED' AND worker IN (SELECT worker FROM worker_live WHERE status IN ('LOST', 'RETIRED'))
                ORDER BY at""", limit, null);
    }

    /** Open requests whose deadline has passed. */
    public List<RequestId> overdue(Instant now, int limit) {
        return ids("state IN ('QUEUED', 'ASSIGNED') AND deadline <= :now ORDER BY deadline", limit, now);
    }

    /** Assigned requests whose claim lease has run out; the relay knows which of them did send a frame. */
    public List<RequestId> claimsDue(Instant now, int limit) {
        return ids("state = 'ASSIGNED' AND claim_by <= :now ORDER BY claim_by", limit, now);
    }

    /** What a worker has in hand. */
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

    private static void changed(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("an event of a request that has no row");
        }
    }

    private RequestRow row(ResultSet row, int number) throws SQLException {
        String worker = row.getString("worker");
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
                Sql.timeOrNull(row, "assigned_at"),
                Sql.timeOrNull(row, "claim_by"),
                billed ? usage(row) : null,
                billed ? Nanoton.of(row.getLong("cost")) : null,
                failure == null ? null : FailureCode.valueOf(failure),
                reason == null ? null : json.readValue(reason, AssignmentReason.class),
                Sql.time(row, "deadline"),
                Sql.time(row, "at"));
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
