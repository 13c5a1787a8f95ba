package network.cocoon.projections.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import network.cocoon.projections.Rows;
import network.cocoon.projections.rollup.Closing;
import network.cocoon.projections.rollup.Outcome;
import network.cocoon.projections.rollup.Rollups;
import network.cocoon.projections.write.RowWrite;

/** The statements behind {@link RequestProjection}. */
final class RequestWrites {

    /**
     * With its first assignment where that came in the same batch, as it mostly does: the row has many indexes, and each
     * change goes through all of them. Only a row that was not there counts as asked for.
     */
    static final RowWrite REQUESTED = RowWrite.into("view_request", """
            request text, version bigint, account text, client_key text, model text, max_tokens integer,
            max_coefficient integer, max_cost bigint, bytes integer, at timestamptz, deadline timestamptz, worker text,
            provider text, worker_key text, attempt integer, coefficient integer, rule text, relay text,
            assigned_at timestamptz""", """
            INSERT INTO view_request AS r (request_id, version, state, account_id, client_key, model, max_tokens,
                max_coefficient, max_cost, ciphertext_bytes, requested_at, deadline, worker_id, provider_id, worker_key,
                attempt, coefficient, rule, relay, assigned_at)
            SELECT request, version, CASE WHEN worker IS NULL THEN 'QUEUED' ELSE 'ASSIGNED' END, account, client_key,
                model, max_tokens, max_coefficient, max_cost, bytes, at, deadline, worker, provider, worker_key,
                coalesce(attempt, 0), coefficient, rule, relay, assigned_at FROM :rows
            ON CONFLICT (request_id) DO UPDATE SET version = excluded.version, state = excluded.state,
                worker_id = excluded.worker_id, provider_id = excluded.provider_id, worker_key = excluded.worker_key,
                attempt = excluded.attempt, coefficient = excluded.coefficient, rule = excluded.rule,
                relay = excluded.relay, resealing = false, assigned_at = excluded.assigned_at
                WHERE r.version < excluded.version
            RETURNING r.account_id, r.model, r.requested_at, r.xmax = 0 AS fresh""", RequestWrites::asked);

    static final RowWrite ASSIGNED = RowWrite.into("view_request", """
            request text, version bigint, worker text, provider text, worker_key text, attempt integer,
            coefficient integer, rule text, relay text, at timestamptz""", """
            UPDATE view_request r SET version = e.version, state = 'ASSIGNED', worker_id = e.worker,
                provider_id = e.provider, worker_key = e.worker_key, attempt = e.attempt,
                coefficient = e.coefficient, rule = e.rule, relay = e.relay, resealing = false, assigned_at = e.at
            FROM :rows WHERE r.request_id = e.request AND r.version < e.version""");

    static final RowWrite ATTEMPT = RowWrite.into("view_attempt", """
            request text, attempt integer, worker text, provider text, worker_key text, rule text, relay text,
            at timestamptz""", """
            INSERT INTO view_attempt (request_id, attempt, worker_id, provider_id, worker_key, rule, relay, assigned_at)
            SELECT request, attempt, worker, provider, worker_key, rule, relay, at FROM :rows
            ON CONFLICT (request_id, attempt) DO NOTHING""");

    /** Nobody has it: for another worker to take, or for the app to seal anew. */
    static final RowWrite WAITING =
            RowWrite.into("view_request", "request text, version bigint, resealing boolean", """
            UPDATE view_request r SET version = e.version, state = 'QUEUED', resealing = e.resealing,
                worker_id = NULL, provider_id = NULL, worker_key = NULL, relay = NULL, assigned_at = NULL
            FROM :rows WHERE r.request_id = e.request AND r.version < e.version""");

    static final RowWrite ATTEMPT_FAILED = RowWrite.into(
            "view_attempt",
            "request text, attempt integer, code text, fault text, at timestamptz",
            """
            UPDATE view_attempt a SET ended_at = e.at, code = e.code, fault = e.fault
            FROM :rows WHERE a.request_id = e.request AND a.attempt = e.attempt AND a.ended_at IS NULL
            RETURNING a.worker_id, a.provider_id, a.ended_at""",
            RequestWrites::attemptFailed);

    static final RowWrite CLOSED = RowWrite.into("view_request", """
            request text, version bigint, state text, prompt bigint, cached bigint, completion bigint,
            reasoning bigint, cost bigint, reward bigint, fee bigint, partial boolean, first_token timestamptz,
            failure text, fault text, at timestamptz""", """
            UPDATE view_request r SET version = e.version, state = e.state, prompt_tokens = e.prompt,
                cached_tokens = e.cached, completion_tokens = e.completion, reasoning_tokens = e.reasoning,
                cost = e.cost, reward = e.reward, fee = e.fee, partial = e.partial, first_token_at = e.first_token,
                failure = e.failure, fault = e.fault, closed_at = e.at
            FROM :rows WHERE r.request_id = e.request AND r.version < e.version
            RETURNING r.state, r.account_id, r.model, r.worker_id, r.provider_id, r.tokens, r.cost, r.reward, r.fee,
                r.latency_millis, r.closed_at""", RequestWrites::closed);

    static final RowWrite REFUSED = RowWrite.into(
            "view_refused_report", "request text, sequence bigint, reporter text, code text, at timestamptz", """
            INSERT INTO view_refused_report (request_id, sequence, reporter, code, at)
            SELECT request, sequence, reporter, code, at FROM :rows
            ON CONFLICT (request_id, sequence) DO NOTHING""");

    private RequestWrites() {}

    private static void asked(ResultSet row, Rollups rollups) throws SQLException {
        if (!row.getBoolean("fresh")) {
            return;
        }
        rollups.asked(row.getString("account_id"), row.getString("model"), Rows.instant(row, "requested_at"));
    }

    private static void attemptFailed(ResultSet row, Rollups rollups) throws SQLException {
        rollups.attemptFailed(row.getString("worker_id"), row.getString("provider_id"), Rows.instant(row, "ended_at"));
    }

    private static void closed(ResultSet row, Rollups rollups) throws SQLException {
        rollups.closed(new Closing(
                Outcome.valueOf(row.getString("state")),
                row.getString("account_id"),
                row.getString("model"),
                row.getString("worker_id"),
                row.getString("provider_id"),
                row.getLong("tokens"),
                row.getLong("cost"),
                row.getLong("reward"),
                row.getLong("fee"),
                row.getLong("latency_millis"),
                Rows.instant(row, "closed_at")));
    }
}
