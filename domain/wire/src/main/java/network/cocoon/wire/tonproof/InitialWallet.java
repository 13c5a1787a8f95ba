package network.cocoon.wire.tonproof;

import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonFormatException;

/**
 * A wallet as it was made.
 *
 * @param hash of its initial state, which is its address for ever
 */
record InitialWallet(Digest hash, WalletCode code, Bytes publicKey) {

    private static final int KEY_BYTES = 32;

    /** Empty where it is no wallet whose key is known, or one that others than the key's owner may act for. */
    static Optional<InitialWallet> read(Cell stateInit) {
        try {
            CellReader state = stateInit.read();
            // No split depth, nothing special, code, data, no library (block.tlb, StateInit).
            if (state.bitsLeft() != 5 || state.refsLeft() != 2 || state.uint(5) != 0b00110) {
                return Optional.empty();
            }
            Cell code = state.ref();
            Cell data = state.ref();
            return WalletCode.of(code.hash())
                    .flatMap(known -> key(known, data).map(key -> new InitialWallet(stateInit.hash(), known, key)));
        } catch (TonFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Bytes> key(WalletCode code, Cell data) {
        CellReader in = data.read();
        int bits = code.bitsBeforeKey() + 8 * KEY_BYTES + code.bitsAfterKey();
        if (in.bitsLeft() != bits || in.refsLeft() != 0) {
            return Optional.empty();
        }
        if (code == WalletCode.V5R1 && !in.bit()) {
            return Optional.empty(); // made so that the key may sign nothing
        }
        in.skip(code.bitsBeforeKey() - (code == WalletCode.V5R1 ? 1 : 0));
        Bytes key = Bytes.of(in.bytes(KEY_BYTES));
        return in.uint(code.bitsAfterKey()) == 0 ? Optional.of(key) : Optional.empty();
    }
}
