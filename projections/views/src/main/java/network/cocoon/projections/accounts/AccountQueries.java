package network.cocoon.projections.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Apps' accounts and their money. */
@Component
public class AccountQueries {

    /** Most rows in one answer. */
    public static final int MAX_ROWS = 1_000;

    private static final String ACCOUNTS = """
            SELECT a.*, r.*, k.api_keys, k.client_keys
            FROM view_account a
            CROSS JOIN LATERAL (
                SELECT count(*) AS requests,
                       count(*) FILTER (WHERE state = 'COMPLETED') AS completed,
                       coalesce(sum(max_cost) FILTER (WHERE closed_at IS NULL), 0) AS reserved,
                       coalesce(sum(cost), 0) AS spent,
                       coalesce(sum(prompt_tokens + cached_tokens + completion_tokens + reasoning_tokens), 0) AS tokens,
                       max(requested_at) AS last_request_at
                FROM view_request q WHERE q.account_id = a.account_id) r
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE kind = 'API') AS api_keys,
                       count(*) FILTER (WHERE kind = 'CLIENT') AS client_keys
                FROM view_account_key x WHERE x.account_id = a.account_id AND x.revoked_at IS NULL) k
            """;

    private final JdbcClient jdbc;

    /** Reads the views of this database. */
    public AccountQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All accounts, the newest first, at most {@link #MAX_ROWS}. */
    public List<AccountRow> accounts() {
        return jdbc.sql(ACCOUNTS + " ORDER BY a.registered_at DESC, a.account_id LIMIT " + MAX_ROWS)
                .query((row, _) -> map(row))
                .list();
    }

    /** One account. */
    public Optional<AccountRow> account(AccountId account) {
        return jdbc.sql(ACCOUNTS + " WHERE a.account_id = :account")
                .param("account", account.value())
                .query((row, _) -> map(row))
                .optional();
    }

    private static AccountRow map(ResultSet row) throws SQLException {
        return new AccountRow(
                row.getString("account_id"),
                AccountStanding.valueOf(row.getString("standing")),
                row.getString("reason"),
                List.of((String[]) row.getArray("model_families").getArray()),
                row.getInt("requests_per_day"),
                row.getInt("tokens_per_request"),
                Rows.instant(row, "registered_at"),
                Nanoton.of(row.getLong("authorized")),
                Rows.instantOrNull(row, "authorized_until"),
                Rows.nanoton(row, "reserved"),
                Rows.nanoton(row, "spent"),
                row.getLong("requests"),
                row.getLong("completed"),
                row.getLong("tokens"),
                row.getInt("api_keys"),
                row.getInt("client_keys"),
                Rows.instantOrNull(row, "last_request_at"));
    }
}
