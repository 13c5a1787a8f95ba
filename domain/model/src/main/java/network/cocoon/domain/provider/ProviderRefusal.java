package network.cocoon.domain.provider;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a provider's stream refuses. */
public enum ProviderRefusal implements Refusal {
    /** The id is taken by another registration. */
    PROVIDER_EXISTS(Actor.PROVIDER),
    PROVIDER_UNKNOWN(Actor.PROVIDER),
    /** The statement was made for another network. */
    WRONG_NETWORK(Actor.PROVIDER),
    /** Not a raw TON address, {@code workchain:hex}. */
    INVALID_PAYOUT_ADDRESS(Actor.PROVIDER),
    /** The wallet key's signature does not verify. */
    INVALID_PROOF(Actor.PROVIDER),
    /** Elsewhere than on one machine a wallet proves itself by ton_proof. */
    TON_PROOF_REQUIRED(Actor.PROVIDER),
    /** The proof is for another network, provider or purpose. */
    PROOF_OTHER_PURPOSE(Actor.PROVIDER),
    /** The proof is older than five minutes, or comes from the future. */
    PROOF_OUT_OF_TIME(Actor.PROVIDER),
    /** The proof is of another wallet than the one that is paid now. */
    PROOF_OTHER_WALLET(Actor.PROVIDER),
    /** This is where the provider is paid already. */
    PAYOUT_ADDRESS_UNCHANGED(Actor.PROVIDER),
    /** Due at once, in the past, or only after a month. */
    INVALID_PAYOUT_DELAY(Actor.OPERATOR),
    /** One change after another: cancel the one that waits. */
    PROPOSAL_PENDING(Actor.PROVIDER),
    /** No change of address waits. */
    PROPOSAL_UNKNOWN(Actor.PROVIDER),
    PROPOSAL_NOT_DUE(Actor.PROVIDER),
    /** Already expired, or valid for too long. */
    INVALID_TOKEN_VALIDITY(Actor.PROVIDER),
    /** Too many enrolment tokens are unused and unexpired. */
    TOO_MANY_TOKENS(Actor.PROVIDER),
    /** No such enrolment token. */
    TOKEN_UNKNOWN(Actor.PROVIDER),
    TOKEN_EXPIRED(Actor.PROVIDER),
    /** The token enrolled another worker. */
    TOKEN_USED(Actor.PROVIDER);

    private final Actor mustAct;

    ProviderRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
