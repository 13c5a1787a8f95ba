package network.cocoon.domain.provider;

import network.cocoon.domain.kernel.Bytes;

/**
 * A wallet's answer to a question of this network's, by TON Connect's ton_proof: all that it takes to check it again, for
 * ever. The wallet is the one with this initial state.
 *
 * @param domain          host that the wallet showed its owner
 * @param signedAtSeconds since 1970, by the wallet's clock
 * @param payload         what was asked, by {@link ProofPurpose#prefix}; never asked twice
 * @param stateInit       bag of cells
 * @param signature       by the key that stands in the initial state
 */
public record TonProof(String domain, long signedAtSeconds, String payload, Bytes stateInit, Bytes signature) {}
