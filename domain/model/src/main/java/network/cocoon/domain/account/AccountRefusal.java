package network.cocoon.domain.account;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why an account refuses. */
public enum AccountRefusal implements Refusal {
    ACCOUNT_UNKNOWN(Actor.USER),
    /** The id is taken by another registration. */
    ACCOUNT_EXISTS(Actor.USER),
    /** The account may finish what it has and start nothing new. */
    ACCOUNT_SUSPENDED(Actor.OPERATOR),
    /** Model families, requests a day, tokens a request or lanes outside their bounds. */
    INVALID_LIMITS(Actor.USER),
    /** The owner key's signature does not verify. */
    INVALID_PROOF(Actor.USER),
    /** The owner key did not sign this certificate. */
    INVALID_CERTIFICATE(Actor.USER),
    /** Ends before it begins, is over, is too long, or is not in whole seconds, which is what is signed. */
    INVALID_VALIDITY(Actor.USER),
    /** A certificate older than the one in force. */
    STALE_CERTIFICATE(Actor.USER),
    /** Too many keys of this kind are in use. */
    TOO_MANY_KEYS(Actor.USER),
    /** The account has no such key. */
    KEY_UNKNOWN(Actor.USER),
    /** Revoked for ever. */
    KEY_REVOKED(Actor.USER),
    /** Outside the certificate's validity. */
    KEY_NOT_VALID(Actor.USER),
    /** The statement was made for another network. */
    WRONG_NETWORK(Actor.USER),
    /** The owner key did not authorise this credit. */
    INVALID_CREDIT_SIGNATURE(Actor.USER),
    /** Authorisations are cumulative and only rise. */
    CREDIT_NOT_INCREASED(Actor.USER),
    /** The caller's lanes are not this account's lanes, or no longer add up. */
    LANES_MISMATCH(Actor.NETWORK),
    /** All lanes together hold less than is needed. */
    NO_CREDIT(Actor.USER),
    /** The owner's authorisation is over. */
    CREDIT_EXPIRED(Actor.USER),
    /** The account did not register for this model's family. */
    FAMILY_NOT_ALLOWED(Actor.USER),
    /** More tokens than a request of this account may have. */
    TOO_MANY_TOKENS(Actor.USER),
    /** The day's requests are used up. */
    DAILY_LIMIT_REACHED(Actor.USER),
    /** A reason that is too long. */
    INVALID_REASON(Actor.OPERATOR);

    private final Actor mustAct;

    AccountRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
