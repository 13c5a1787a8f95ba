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
