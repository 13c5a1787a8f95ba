package network.cocoon.domain.account;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Rejection;

/** Whether an account may start a request: asked by the server before, and by the auditor after. */
public final class Admission {

    private Admission() {}

    /**
     * @param family    of the model asked for
     * @param maxTokens of prompt and answer
     * @param dayNumber the request's number in its day, 1 for the first
     * @return empty where it may
     */
    public static Optional<Rejection> refusal(
            AccountState state, ClientKeyId keyId, String family, int maxTokens, int dayNumber, Instant at) {
        return switch (state) {
            case AccountState.Absent _ -> refuse(AccountRefusal.ACCOUNT_UNKNOWN, "no such account");
            case AccountState.Open account -> refusal(account, keyId, family, maxTokens, dayNumber, at);
        };
    }

    private static Optional<Rejection> refusal(
            AccountState.Open account, ClientKeyId keyId, String family, int maxTokens, int dayNumber, Instant at) {
        if (account.suspended()) {
            return refuse(AccountRefusal.ACCOUNT_SUSPENDED, "the account is suspended");
        }
        CertifiedKey key = account.clientKeys().get(keyId);
        if (key == null) {
            return refuse(AccountRefusal.KEY_UNKNOWN, "the account's owner did not certify this client key");
        }
        if (key.revokedAt() != null) {
            return refuse(AccountRefusal.KEY_REVOKED, "the client key was revoked");
        }
        if (!key.isValidAt(at)) {
            return refuse(
                    AccountRefusal.KEY_NOT_VALID,
                    "the client key is valid from " + key.notBefore() + " until " + key.notAfter());
        }
        if (account.creditUntil() == null) {
            return refuse(AccountRefusal.NO_CREDIT, "the owner has not authorised any credit");
        }
        if (!at.isBefore(account.creditUntil())) {
            return refuse(AccountRefusal.CREDIT_EXPIRED, "the owner's authorisation ended at " + account.creditUntil());
        }
        if (account.escrow().map(Escrow::exit).isPresent()) {
            return refuse(AccountRefusal.ESCROW_LEAVING, "the owner is closing the escrow or changing its key");
        }
        if (!account.modelFamilies().contains(family)) {
            return refuse(AccountRefusal.FAMILY_NOT_ALLOWED, "the account did not register for " + family);
        }
        if (maxTokens > account.tokensPerRequest()) {
            return refuse(
                    AccountRefusal.TOO_MANY_TOKENS, "at most " + account.tokensPerRequest() + " tokens a request");
        }
        if (dayNumber > account.requestsPerDay()) {
            return refuse(
                    AccountRefusal.DAILY_LIMIT_REACHED, "at most " + account.requestsPerDay() + " requests a day");
        }
        return Optional.empty();
    }

    private static Optional<Rejection> refuse(AccountRefusal code, String detail) {
        return Optional.of(new Rejection(code, detail));
    }
}
