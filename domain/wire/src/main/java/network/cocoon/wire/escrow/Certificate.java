package network.cocoon.wire.escrow;

import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;

/** A grant with the signature of the escrow's voucher key. */
public record Certificate(Grant grant, Bytes signature) {

    public Certificate {
        Voucher.requireSignature(signature);
    }

    Cell toCell() {
        return grant.write(CellBuilder.begin().bytes(signature.toArray())).end();
    }

    static Certificate of(Cell cell) {
        CellReader in = cell.read();
        Bytes signature = Bytes.of(in.bytes(Signatures.SIGNATURE_BYTES));
        Certificate certificate = new Certificate(Grant.read(in), signature);
        Voucher.requireEnd(in);
        return certificate;
    }
}
