package network.cocoon.projections.accounts;

import java.sql.Types;
import java.time.Instant;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountEvent.ApiKeyIssued;
import network.cocoon.domain.account.AccountEvent.ApiKeyRevoked;
import network.cocoon.domain.account.AccountEvent.ClientKeyCertified;
import network.cocoon.domain.account.AccountEvent.ClientKeyRevoked;
import network.cocoon.domain.account.AccountEvent.CreditAuthorized;
import network.cocoon.domain.account.AccountEvent.LanesRebalanced;
import network.cocoon.domain.account.AccountEvent.Registered;
import network.cocoon.domain.account.AccountEvent.Resumed;
import network.cocoon.domain.account.AccountEvent.Suspended;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.projections.Rows;
import network.cocoon.projections.Views;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** One row per account and one per key. What is reserved and spent is added up from the requests when asked for. */
@Component
@ProcessingGroup(Views.PROCESSOR)
class AccountProjection {

    private static final String API = "API";
    private static final String CLIENT = "CLIENT";

    private final JdbcClient jdbc;

    AccountProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @EventHandler
    void on(AccountEvent event, @SequenceNumber long sequence) {
        switch (event) {
            case Registered e -> registered(e, sequence);
            case ApiKeyIssued e -> issued(e.account(), API, e.keyHash().hex(), null, null, e.at());
            case ApiKeyRevoked e -> revoked(e.account(), API, e.keyHash().hex(), e.at());
            case ClientKeyCertified e ->
                issued(e.account(), CLIENT, e.key().value(), e.spendPerDay(), e.notAfter(), e.at());
            case ClientKeyRevoked e -> revoked(e.account(), CLIENT, e.key().value(), e.at());
            case CreditAuthorized e -> authorized(e, sequence);
            case Suspended e -> standing(e.account(), sequence, AccountStanding.SUSPENDED, e.reason());
            case Resumed e -> standing(e.account(), sequence, AccountStanding.ACTIVE, null);
            // Moves free credit between lanes; no figure shown here changes.
            case LanesRebalanced _ -> {}
        }
    }

    private void registered(Registered e, long sequence) {
        jdbc.sql("""
                        INSERT INTO view_account (account_id, version, standing, model_families, requests_per_day,
                            tokens_per_request, lanes, registered_at)
                        VALUES (:account, :version, :standing, :families, :requests, :tokens, :lanes, :at)
                        ON CONFLICT (account_id) DO NOTHING""")
                .param("account", e.account().value())
                .param("version", sequence)
                .param("standing", AccountStanding.ACTIVE.name())
                .param("families", e.modelFamilies().toArray(String[]::new), Types.ARRAY)
                .param("requests", e.requestsPerDay())
                .param("tokens", e.tokensPerRequest())
                .param("lanes", e.lanes())
                .param("at", Rows.utc(e.at()))
                .update();
    }

    private void issued(
            AccountId account,
            String kind,
            String key,
            @Nullable Nanoton spendPerDay,
            @Nullable Instant notAfter,
            Instant at) {
        jdbc.sql("""
                        INSERT INTO view_account_key (account_id, kind, key_id, spend_per_day, not_after, issued_at)
                        VALUES (:account, :kind, :key, :spend, :notAfter, :at)
                        ON CONFLICT (account_id, kind, key_id) DO NOTHING""")
                .param("account", account.value())
                .param("kind", kind)
                .param("key", key)
                .param("spend", spendPerDay == null ? null : spendPerDay.value(), Types.BIGINT)
                .param("notAfter", notAfter == null ? null : Rows.utc(notAfter), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("at", Rows.utc(at))
                .update();
    }

    private void revoked(AccountId account, String kind, String key, Instant at) {
        jdbc.sql("""
                        UPDATE view_account_key SET revoked_at = :at
                        WHERE account_id = :account AND kind = :kind AND key_id = :key AND revoked_at IS NULL""")
                .param("account", account.value())
                .param("kind", kind)
                .param("key", key)
                .param("at", Rows.utc(at))
                .update();
    }

    private void authorized(CreditAuthorized e, long sequence) {
        jdbc.sql("""
                        UPDATE view_account SET version = :version, authorized = :cumulative, authorized_until = :until
                        WHERE account_id = :account AND version < :version""")
                .param("account", e.account().value())
                .param("version", sequence)
                .param("cumulative", e.cumulative().value())
                .param("until", Rows.utc(e.validUntil()))
                .update();
    }

    private void standing(AccountId account, long sequence, AccountStanding standing, @Nullable String reason) {
        jdbc.sql("""
                        UPDATE view_account SET version = :version, standing = :standing, reason = :reason
                        WHERE account_id = :account AND version < :version""")
                .param("account", account.value())
                .param("version", sequence)
                .param("standing", standing.name())
                .param("reason", reason, Types.VARCHAR)
                .update();
    }
}
