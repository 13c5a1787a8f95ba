package network.cocoon.projections.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    /** Longest look back, in days. */
    public static final int MAX_DAYS = 366;

    private static final String ACCOUNTS = """
            SELECT a.*, r.*, q.*, l.*, k.api_keys, k.client_keys
            FROM view_account a
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(completed), 0) AS completed,
                       coalesce(sum(tokens), 0) AS tokens, coalesce(sum(spent), 0) AS spent
                FROM view_account_day d WHERE d.account_id = a.account_id) r
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(max_cost), 0) AS reserved, count(*) AS in_flight
                FROM view_request q WHERE q.account_id = a.account_id AND q.closed_at IS NULL) q
            LEFT JOIN LATERAL (
                SELECT requested_at AS last_request_at FROM view_request q
                WHERE q.account_id = a.account_id
                ORDER BY q.account_id DESC, requested_at DESC, request_id DESC LIMIT 1) l ON true
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE kind = 'API') AS api_keys,
                       count(*) FILTER (WHERE kind = 'CLIENT') AS client_keys
                FROM view_account_key x WHERE x.account_id = a.account_id AND x.revoked_at IS NULL) k
            """;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /** @param clock decides which days are recent */
    public AccountQueries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
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

    /** An account's keys, the newest first, revoked ones too, at most {@link #MAX_ROWS}. */
    public List<AccountKeyRow> keys(AccountId account) {
        return jdbc.sql("""
                        SELECT * FROM view_account_key WHERE account_id = :account
                        ORDER BY issued_at DESC, key_id LIMIT\s""" + MAX_ROWS)
                .param("account", account.value())
                .query((row, _) -> new AccountKeyRow(
                        AccountKeyRow.Kind.valueOf(row.getString("kind")),
                        row.getString("key_id"),
                        row.getObject("spend_per_day") == null ? null : Nanoton.of(row.getLong("spend_per_day")),
                        Rows.instantOrNull(row, "not_after"),
                        Rows.instant(row, "issued_at"),
                        Rows.instantOrNull(row, "revoked_at")))
                .list();
    }

    /**
     * What an account spent by UTC day and model, the latest day first; days and models with nothing are left out.
     *
     * @param days how far back, from 1 to {@link #MAX_DAYS}
     */
    public List<SpendRow> spend(AccountId account, int days) {
        if (days < 1 || days > MAX_DAYS) {
            throw new IllegalArgumentException("spend(%d) is out of range".formatted(days));
        }
        return jdbc.sql("""
                        SELECT day, model, sum(requests) AS requests, sum(completed) AS completed,
                            sum(tokens) AS tokens, sum(spent) AS spent
                        FROM view_account_day WHERE account_id = :account AND day > :since
                        GROUP BY day, model ORDER BY day DESC, model""")
                .param("account", account.value())
                .param(
                        "since",
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days))
                .query((row, _) -> new SpendRow(
                        row.getObject("day", LocalDate.class),
                        row.getString("model"),
                        row.getLong("requests"),
                        row.getLong("completed"),
                        row.getLong("tokens"),
                        Rows.nanoton(row, "spent")))
                .list();
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
                row.getLong("in_flight"),
                row.getLong("completed"),
                row.getLong("tokens"),
                row.getInt("api_keys"),
                row.getInt("client_keys"),
                Rows.instantOrNull(row, "last_request_at"));
    }
}
