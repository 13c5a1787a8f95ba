package network.cocoon.wire.tonproof;

import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.Refusal;

/** Why a wallet's answer proves nothing. */
public enum TonProofRefusal implements Refusal {
    /** Not the JSON of an answer, too long, or a field that is not what it should be. */
    PROOF_MALFORMED(Actor.PROVIDER),
    /** The wallet is on another chain than this network: testnet instead of mainnet, for example. */
    PROOF_OTHER_CHAIN(Actor.PROVIDER),
    /** It was given to a site that is not this network's. */
    PROOF_OTHER_DOMAIN(Actor.PROVIDER),
    /** It was asked for by another network, or by nobody. */
    PROOF_OTHER_NETWORK(Actor.PROVIDER),
    /** It is older than five minutes, or comes from the future. */
    PROOF_EXPIRED(Actor.PROVIDER),
    /** The address is not that of the initial state, or not in the base workchain. */
    PROOF_OTHER_ADDRESS(Actor.PROVIDER),
    /** A wallet whose key this network cannot find in its initial state. */
    PROOF_WALLET_UNKNOWN(Actor.PROVIDER),
    /** The signature is not by the wallet's key over just this. */
    PROOF_NOT_SIGNED(Actor.PROVIDER),
    /** Its payload was never given out, was used before, or waited too long. */
    PROOF_REPLAYED(Actor.PROVIDER);

    private final Actor mustAct;

    TonProofRefusal(Actor mustAct) {
        this.mustAct = mustAct;
    }

    @Override
    public Actor mustAct() {
        return mustAct;
    }
}
