package network.cocoon.domain.settlement;

import network.cocoon.domain.kernel.Bytes;

/**
 * What an exit contract is deployed with: its address follows from these and its code.
 *
 * @param key          raw Ed25519 key that signs roots, 32 bytes
 * @param delaySeconds without a new root after which the exit is open
 * @param networkId    the chain's global id
 * @param owner        raw address of the wallet that may take what is left in the end
 */
public record ExitTerms(Bytes key, long delaySeconds, int networkId, String owner) {

    private static final int KEY_BYTES = 32;
    private static final long LONGEST = 0xFFFF_FFFFL;

    boolean canBe() {
        return key.length() == KEY_BYTES && delaySeconds > 0 && delaySeconds <= LONGEST && RawAddress.is(owner);
    }
}
