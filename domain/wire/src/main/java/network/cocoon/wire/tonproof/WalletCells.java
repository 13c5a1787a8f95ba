package network.cocoon.wire.tonproof;

import java.util.Optional;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.provider.ProvenWallet;
import network.cocoon.domain.provider.TonProof;
import network.cocoon.domain.provider.WalletRules;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.jspecify.annotations.Nullable;

/** What the domain says of wallets' proofs, in TON's cells. Stateless; total, whatever a proof holds. */
public final class WalletCells implements WalletRules {

    private static final int SIGNATURE_BYTES = 64;

    @Override
    public Optional<ProvenWallet> wallet(TonProof proof) {
        Cell stateInit = stateInit(proof.stateInit().toArray());
        return stateInit == null || !isSane(proof)
                ? Optional.empty()
                : InitialWallet.read(stateInit)
                        .filter(wallet -> isSigned(proof, TonAddress.ofStateInit(stateInit), wallet.publicKey()))
                        .map(wallet -> new ProvenWallet(
                                TonAddress.ofStateInit(stateInit).raw(), wallet.publicKey()));
    }

    private static boolean isSane(TonProof proof) {
        return proof.signature().length() == SIGNATURE_BYTES
                && ProofTerms.utf8(proof.domain()) <= ProofTerms.MOST_TEXT_BYTES
                && ProofTerms.utf8(proof.payload()) <= ProofTerms.MOST_TEXT_BYTES;
    }

    static boolean isSigned(TonProof proof, TonAddress address, Bytes key) {
        byte[] statement = TonProofs.statement(address, proof.domain(), proof.signedAtSeconds(), proof.payload());
        return Signatures.verify(key, proof.signature(), statement);
    }

    /** Null where the bytes are no bag of cells that a message could carry. */
    static @Nullable Cell stateInit(byte[] boc) {
        try {
            return Cell.ofBoc(boc, BagOfCells.Limits.MESSAGE);
        } catch (TonFormatException _) {
            return null;
        }
    }
}
