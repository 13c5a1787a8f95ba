package network.cocoon.domain.inference;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a request's stream refuses. */
public enum InferenceRefusal implements Refusal {
    REQUEST_UNKNOWN(Actor.USER),
    /** The id was used for other content. One bill per request id, for ever. */
    REQUEST_ID_REPLAYED(Actor.USER),
    /** The request was completed, failed, cancelled or expired before. */
    REQUEST_CLOSED(Actor.NETWORK),
    /** The header does not say what the submission says. */
    HEADER_MISMATCH(Actor.USER),
    /** The header's hash is not that of these bytes and recipients. */
    HEADER_HASH_MISMATCH(Actor.USER),
    /** Header, ciphertext, tokens, coefficient or candidates outside their bounds. */
    INVALID_REQUEST(Actor.USER),
    /** The header was sealed for other workers than the candidates. */
    RECIPIENTS_MISMATCH(Actor.USER),
    /** The header agreed to another price list. */
    PRICE_LIST_MISMATCH(Actor.USER),
    /** The worst case of the header costs more than its ceiling, so a bill could exceed it. */
    COST_CEILING_TOO_LOW(Actor.USER),
    /** The reservation is not the worst case. */
    RESERVATION_MISMATCH(Actor.OPERATOR),
    /** The client key did not sign this header and ciphertext. */
    INVALID_CLIENT_SIGNATURE(Actor.USER),
    /** The header's time or the deadline is over. */
    REQUEST_TOO_LATE(Actor.USER),
    /** The worker is not one the app sealed its request to. */
    NOT_A_CANDIDATE(Actor.OPERATOR),
    /** The worker asks for more than the header's largest coefficient. */
    COEFFICIENT_TOO_HIGH(Actor.OPERATOR),
    /** Another worker has it. */
    ALREADY_ASSIGNED(Actor.NETWORK),
    /** Attempts are numbered from 1. */
    WRONG_ATTEMPT(Actor.PROVIDER),
    /** Nobody has it yet. */
    NOT_ASSIGNED(Actor.PROVIDER),
    /** The reporting worker is not the assigned one. */
    NOT_ASSIGNED_TO_WORKER(Actor.PROVIDER),
    /** The receipt is about another request, worker, key, model or price. */
    RECEIPT_MISMATCH(Actor.PROVIDER),
    /** The attested receipt key did not sign this receipt. */
    INVALID_RECEIPT_SIGNATURE(Actor.PROVIDER),
    /** More tokens than the header allows. */
    TOO_MANY_TOKENS(Actor.PROVIDER),
    /** The receipt's cost is not what the price rule says. */
    COST_MISMATCH(Actor.PROVIDER),
    /** The bill exceeds the header's ceiling. */
    OVER_CEILING(Actor.PROVIDER),
    /** The head is about another request, attempt or answer. */
    HEAD_MISMATCH(Actor.USER),
    /** The attested receipt key did not sign this head. */
    INVALID_HEAD_SIGNATURE(Actor.PROVIDER),
    /** The order's client key did not acknowledge this head. */
    INVALID_ACKNOWLEDGEMENT(Actor.USER),
    /** What the app did, or a request that broke too often, ends the request and not only an attempt. */
    ATTEMPT_IS_THE_LAST(Actor.NETWORK),
    /** The request waits for no new wraps. */
    RESEAL_NOT_REQUIRED(Actor.USER),
    /** New wraps change who may answer and nothing that was agreed. */
    RESEAL_CHANGES_TERMS(Actor.USER),
    /** A worker that has failed this request before. */
    CANDIDATE_TRIED(Actor.USER),
    /** Only the app that asked may cancel. */
    NOT_YOUR_REQUEST(Actor.USER),
    /** It may only expire once its deadline has passed. */
    DEADLINE_NOT_REACHED(Actor.NETWORK),
    /** Enough refused reports are kept of this request. */
    TOO_MANY_REFUSED_REPORTS(Actor.PROVIDER);

    private final Actor mustAct;

    InferenceRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
