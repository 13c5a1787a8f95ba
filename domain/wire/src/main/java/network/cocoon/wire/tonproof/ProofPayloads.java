package network.cocoon.wire.tonproof;

/** Payloads that were given out. Kept by whoever asks wallets for proofs, on all its nodes together. */
@FunctionalInterface
public interface ProofPayloads {

    /**
     * Takes a payload out of circulation.
     *
     * @return false where it was never given out, was used before, or waited too long. Of two calls at once with the same
     *     payload, on any nodes, only one is answered true
     */
    boolean use(String nonce);
}
