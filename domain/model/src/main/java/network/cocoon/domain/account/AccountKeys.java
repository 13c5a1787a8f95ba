package network.cocoon.domain.account;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import network.cocoon.domain.account.AccountCommand.CertifyClientKey;
import network.cocoon.domain.account.AccountCommand.IssueApiKey;
import network.cocoon.domain.account.AccountCommand.RevokeApiKey;
import network.cocoon.domain.account.AccountCommand.RevokeClientKey;
import network.cocoon.domain.account.AccountState.Open;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Digest;

/** Decisions about API keys and client keys. */
final class AccountKeys {

    private static final int MOST_API_KEYS = 64;
    private static final int MOST_CLIENT_KEYS = 256;
    private static final Duration LONGEST_CERTIFICATE = Duration.ofDays(3 * 366L);

    private AccountKeys() {}

    static ClientKeyId idOf(Bytes publicKey) {
        return new ClientKeyId("key_" + Digest.sha256(publicKey.toArray()).hex());
    }

    static Decision<AccountEvent> issue(IssueApiKey c, Open account) {
        if (account.apiKeys().contains(c.keyHash())) {
            return alreadyDone();
        }
        if (account.apiKeys().size() >= MOST_API_KEYS) {
            return reject(AccountRefusal.TOO_MANY_KEYS, "at most " + MOST_API_KEYS + " API keys");
        }
        return accept(new AccountEvent.ApiKeyIssued(c.account(), c.keyHash(), c.at()));
    }

    static Decision<AccountEvent> revoke(RevokeApiKey c, Open account) {
        return account.apiKeys().contains(c.keyHash())
                ? accept(new AccountEvent.ApiKeyRevoked(c.account(), c.keyHash(), c.at()))
                : reject(AccountRefusal.KEY_UNKNOWN, "no such API key");
    }

    static Decision<AccountEvent> certify(CertifyClientKey c, Open account) {
        if (!Signatures.isPublicKey(c.publicKey())) {
            return reject(AccountRefusal.INVALID_CERTIFICATE, "a client key is an Ed25519 key of 32 bytes");
        }
        ClientKeyId id = idOf(c.publicKey());
        CertifiedKey known = account.clientKeys().get(id);
        if (known == null && account.clientKeys().size() >= MOST_CLIENT_KEYS) {
            return reject(AccountRefusal.TOO_MANY_KEYS, "at most " + MOST_CLIENT_KEYS + " client keys");
        }
        if (known != null && known.revokedAt() != null) {
            return reject(AccountRefusal.KEY_REVOKED, "a revoked key is never certified again");
        }
        if (known != null
                && known.equals(
                        new CertifiedKey(id, c.publicKey(), c.notBefore(), c.notAfter(), c.spendPerDay(), null))) {
            return alreadyDone();
        }
        if (!wholeSeconds(c.notBefore(), c.notAfter())
                || !c.notAfter().isAfter(c.notBefore())
                || !c.notAfter().isAfter(c.at())
                || c.notAfter().isAfter(c.notBefore().plus(LONGEST_CERTIFICATE))) {
            return reject(
                    AccountRefusal.INVALID_VALIDITY,
                    "a certificate begins and ends on whole seconds, ends in the future and lasts at most three years");
        }
        // An old certificate may have been replaced for a reason: a lower spending limit, say.
        if (known != null && !c.notAfter().isAfter(known.notAfter())) {
            return reject(AccountRefusal.STALE_CERTIFICATE, "a new certificate ends later than the one it replaces");
        }
        byte[] statement =
                AccountStatements.clientKey(c.account(), c.publicKey(), c.notBefore(), c.notAfter(), c.spendPerDay());
        if (!Signatures.verify(account.ownerKey(), c.certificate(), statement)) {
            return reject(AccountRefusal.INVALID_CERTIFICATE, "the owner key did not sign this certificate");
        }
        return accept(new AccountEvent.ClientKeyCertified(
                c.account(), id, c.publicKey(), c.notBefore(), c.notAfter(), c.spendPerDay(), c.certificate(), c.at()));
    }

    static Decision<AccountEvent> revoke(RevokeClientKey c, Open account) {
        CertifiedKey known = account.clientKeys().get(c.key());
        if (known == null) {
            return reject(AccountRefusal.KEY_UNKNOWN, "no such client key");
        }
        return known.revokedAt() != null
                ? alreadyDone()
                : accept(new AccountEvent.ClientKeyRevoked(c.account(), c.key(), c.at()));
    }

    /** Statements sign whole seconds, so nothing finer may be recorded as signed. */
    static boolean wholeSeconds(Instant... times) {
        for (Instant time : times) {
            if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
                return false;
            }
        }
        return true;
    }
}
