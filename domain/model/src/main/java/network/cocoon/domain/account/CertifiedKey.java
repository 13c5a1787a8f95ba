package network.cocoon.domain.account;

import java.time.Instant;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * A client key as its owner certified it last.
 *
 * @param publicKey   raw Ed25519 key
 * @param spendPerDay most nanoton it may reserve a UTC day
 * @param revokedAt   null while it is not revoked
 */
public record CertifiedKey(
        ClientKeyId key,
        Bytes publicKey,
        Instant notBefore,
        Instant notAfter,
        Nanoton spendPerDay,
        @Nullable Instant revokedAt) {

    /** Whether it may authorise a request at this time. */
    public boolean isValidAt(Instant at) {
        return revokedAt == null && !at.isBefore(notBefore) && at.isBefore(notAfter);
    }
}
