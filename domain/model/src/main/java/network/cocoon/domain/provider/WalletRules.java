package network.cocoon.domain.provider;

import java.util.Optional;

/**
 * What of a wallet's proof is said in TON's cells, which this module does not know. Pure, and written once beside the cells
 * ({@code wire.tonproof}), so that server and auditor ask the same.
 */
@FunctionalInterface
public interface WalletRules {

    /** Whose key signed just this; empty where it is signed by nobody known. Judges neither time nor payload. */
    Optional<ProvenWallet> wallet(TonProof proof);
}
