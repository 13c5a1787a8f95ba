package network.cocoon.projections.accounts;

import java.time.Instant;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * One key of an account. API keys authenticate traffic, client keys sign orders.
 *
 * @param id          hash of an API key, id of a client key
 * @param spendPerDay most a client key may reserve a UTC day; null for API keys
 * @param notAfter    end of a client key's certificate; null for API keys
 */
public record AccountKeyRow(
        Kind kind,
        String id,
        @Nullable Nanoton spendPerDay,
        @Nullable Instant notAfter,
        Instant issuedAt,
        @Nullable Instant revokedAt) {

    /** What a key is for. */
    public enum Kind {
        API,
        CLIENT
    }
}
