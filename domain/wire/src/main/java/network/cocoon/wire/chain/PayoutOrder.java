package network.cocoon.wire.chain;

import java.util.Optional;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonFormatException;

/** By what a payout's message is known on chain: what was signed, because anybody can put it into another envelope. */
public final class PayoutOrder {

    private PayoutOrder() {}

    /** Of a whole external message; of bytes that are none, a digest that no order has. */
    public static Digest of(Bytes boc) {
        try {
            return of(body(Cell.ofBoc(boc.toArray()))).orElseGet(() -> Digest.sha256(boc.toArray()));
        } catch (TonFormatException | IllegalArgumentException e) {
            return Digest.sha256(boc.toArray());
        }
    }

    private static Optional<Digest> of(Cell body) {
        return body.bits() == 8 * Signatures.SIGNATURE_BYTES && body.refs().size() == 1
                ? Optional.of(body.refs().getFirst().hash())
                : Optional.empty();
    }

    /** Of an external message (block.tlb, Message with ext_in_msg_info). Throws {@link TonFormatException} where it ends early. */
    public static Cell body(Cell external) {
        CellReader in = external.read();
        in.skip(2 + 2);
        in.stdAddress();
        in.coins();
        if (in.bit()) {
            in.skip(1);
            in.ref();
        }
        return in.bit() ? in.ref() : in.rest();
    }
}
