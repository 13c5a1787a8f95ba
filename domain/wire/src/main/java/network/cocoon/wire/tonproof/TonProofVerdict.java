package network.cocoon.wire.tonproof;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.provider.TonProof;
import network.cocoon.wire.ton.TonAddress;

/** What a wallet's answer is worth. */
public sealed interface TonProofVerdict {

    /**
     * Whoever answered holds the key that this wallet was made with.
     *
     * @param publicKey raw Ed25519
     * @param proof     of this, for whoever wants to check it again
     */
    record Proven(TonAddress address, Bytes publicKey, WalletCode wallet, TonProof proof) implements TonProofVerdict {}

    /** @param detail for people; repeats nothing of the answer */
    record Refused(TonProofRefusal code, String detail) implements TonProofVerdict {}
}
