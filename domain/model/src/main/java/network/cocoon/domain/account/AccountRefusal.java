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
    /** Without an escrow: the network takes credit only with money behind it. */
    CREDIT_NOT_BACKED(Actor.USER),
    /** The account has an open escrow with another opening. */
    ESCROW_EXISTS(Actor.USER),
    /** The account has no such open escrow. */
    ESCROW_UNKNOWN(Actor.USER),
    /** An opening that cannot be: addresses, key, nonce, end or delay. */
    INVALID_OPENING(Actor.USER),
    /** The owner key did not sign this escrow's address. */
    INVALID_OPENING_SIGNATURE(Actor.USER),
    /** The account was lent credit without an escrow; it cannot be told apart from what is paid for. */
    HAS_UNBACKED_CREDIT(Actor.USER),
    /** Another client was first: verify the new head, then sign again. */
    VOUCHER_HEAD_MOVED(Actor.USER),
    /** Neither the escrow's voucher key nor a client it certified signed this voucher. */
    INVALID_VOUCHER_SIGNATURE(Actor.USER),
    /** More, or for longer, than the client's certificate allows: the contract would not pay it. */
    VOUCHER_BEYOND_CERTIFICATE(Actor.USER),
    /** More than the escrow holds, less what it needs for rent and gas. */
    VOUCHER_NOT_FUNDED(Actor.USER),
    /** The owner's wallet has asked to close the escrow or to change its key. */
    ESCROW_LEAVING(Actor.USER),
    /** The owner's wallet has not asked to close the escrow or to change its key. */
    ESCROW_NOT_LEAVING(Actor.NETWORK),
    /** The chain shows another transaction than before at this logical time. */
    TRANSACTION_CHANGED(Actor.OPERATOR),
    /** So old that nobody can say whether it was counted. */
    TRANSACTION_TOO_OLD(Actor.OPERATOR),
    /** More was taken from the escrow than it held, or than vouchers allow: the log misses a transaction. */
    ESCROW_MISMATCH(Actor.OPERATOR),
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
