package network.cocoon.workers.devchain.chain;

import java.nio.ByteBuffer;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.Transaction;

/**
 * What happened at one moment.
 *
 * @param seqno dense, from 1
 * @param time  Unix seconds
 */
public record Block(long seqno, long time, List<Applied> transactions) {

    /** A transaction and the account as it left it. */
    public record Applied(TonAddress address, Transaction transaction, ShardAccount account) {}

    public Block {
        transactions = List.copyOf(transactions);
    }

    /** Over number, time and transactions, and through its predecessor over all before. */
    Digest hash(Digest previous) {
        byte[] numbers = ByteBuffer.allocate(16).putLong(seqno).putLong(time).array();
        byte[][] parts = new byte[2 + transactions.size()][];
        parts[0] = previous.raw();
        parts[1] = numbers;
        for (int i = 0; i < transactions.size(); i++) {
            parts[2 + i] = transactions.get(i).transaction().hash().raw();
        }
        return Digest.sha256(parts);
    }
}
