package network.cocoon.wire.escrow;

import java.util.Optional;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.wire.ton.TonFormatException.Code;

/**
 * What an app owes in all, signed: the newest replaces every one before. Whether it is worth anything says
 * {@link EscrowKeys#verify}. The signature is never logged.
 *
 * @param certificate of the client key that signed; empty where the escrow's voucher key signed itself
 */
public record Voucher(Promise promise, Bytes signature, Optional<Certificate> certificate) {

    public Voucher {
        requireSignature(signature);
    }

    /** As the contract takes it: 609 bits, and the certificate in a cell of its own. */
    public Cell toCell() {
        CellBuilder out = promise.write(CellBuilder.begin().bytes(signature.toArray()));
        return out.maybeRef(certificate.map(Certificate::toCell).orElse(null)).end();
    }

    /** Throws {@link TonFormatException} for anything but exactly a voucher. */
    public static Voucher of(Cell cell) {
        CellReader in = cell.read();
        Bytes signature = Bytes.of(in.bytes(Signatures.SIGNATURE_BYTES));
        Promise promise = Promise.read(in);
        Cell certificate = in.maybeRef();
        requireEnd(in);
        return new Voucher(
                promise, signature, certificate == null ? Optional.empty() : Optional.of(Certificate.of(certificate)));
    }

    static void requireSignature(Bytes signature) {
        if (signature.length() != Signatures.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("an Ed25519 signature has 64 bytes");
        }
    }

    static void requireEnd(CellReader in) {
        if (in.bitsLeft() != 0 || in.refsLeft() != 0) {
            throw new TonFormatException(Code.UNKNOWN_TAG, "something follows where a voucher or certificate ends");
        }
    }
}
