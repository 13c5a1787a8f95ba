package network.cocoon.workers.devchain.chain;

import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.BagOfCells;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Transaction;

/** A transaction as it is kept: as bytes, because a long history is mostly never looked at. */
public record StoredTransaction(TonAddress address, long seqno, long lt, Digest hash, byte[] boc) {

    static StoredTransaction of(Block.Applied applied, long seqno) {
        Transaction transaction = applied.transaction();
        return new StoredTransaction(
                applied.address(),
                seqno,
                transaction.lt(),
                transaction.hash(),
                transaction.cell().toBoc());
    }

    public Transaction transaction() {
        return Transaction.read(Cell.ofBoc(boc, BagOfCells.Limits.STATE));
    }
}
