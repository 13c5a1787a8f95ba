package network.cocoon.projections.requests;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.Rows;
import org.jspecify.annotations.Nullable;

/**
 * One request as lists show it.
 *
 * @param maxCost     what was reserved
 * @param coefficient the assigned worker's, in 1/1000
 * @param rule        the scheduling rule that chose the worker
 * @param tokens      of all kinds, billed
 * @param relay       the server node that passes its frames on; null unless assigned
 * @param resealing   whether it waits for the app to seal it anew
 * @param partial     whether it was billed for what had been delivered when it was interrupted
 * @param latencyMillis from asked to closed; -1 while open
 * @param failure     code of a failed request
 * @param fault       who was at fault
 */
public record RequestRow(
        String request,
        RequestState state,
        String account,
        String clientKey,
        String model,
        int maxTokens,
        int maxCoefficient,
        Nanoton maxCost,
        Instant requestedAt,
        Instant deadline,
        @Nullable String worker,
        @Nullable String provider,
        @Nullable String workerKey,
        int attempt,
        @Nullable Integer coefficient,
        @Nullable String rule,
        @Nullable Instant assignedAt,
        @Nullable Instant firstTokenAt,
        @Nullable Instant closedAt,
        long tokens,
        Nanoton cost,
        Nanoton reward,
        Nanoton fee,
        @Nullable String relay,
        boolean resealing,
        boolean partial,
        long latencyMillis,
        @Nullable String failure,
        @Nullable String fault) {

    /** From asked to closed; null while open. */
    public @Nullable Duration latency() {
        return closedAt == null ? null : Duration.between(requestedAt, closedAt);
    }

    static RequestRow map(ResultSet row) throws SQLException {
        return new RequestRow(
                row.getString("request_id"),
                RequestState.valueOf(row.getString("state")),
                row.getString("account_id"),
                row.getString("client_key"),
                row.getString("model"),
                row.getInt("max_tokens"),
                row.getInt("max_coefficient"),
                Nanoton.of(row.getLong("max_cost")),
                Rows.instant(row, "requested_at"),
                Rows.instant(row, "deadline"),
                row.getString("worker_id"),
                row.getString("provider_id"),
                row.getString("worker_key"),
                row.getInt("attempt"),
                Rows.integerOrNull(row, "coefficient"),
                row.getString("rule"),
                Rows.instantOrNull(row, "assigned_at"),
                Rows.instantOrNull(row, "first_token_at"),
                Rows.instantOrNull(row, "closed_at"),
                row.getLong("tokens"),
                Nanoton.of(row.getLong("cost")),
                Nanoton.of(row.getLong("reward")),
                Nanoton.of(row.getLong("fee")),
                row.getString("relay"),
                row.getBoolean("resealing"),
                row.getBoolean("partial"),
                row.getLong("latency_millis"),
                row.getString("failure"),
                row.getString("fault"));
    }
}
