package network.cocoon.workers.devchain.chain;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.TransactionResult;
import network.cocoon.workers.tvm.TransactionRun;
import network.cocoon.workers.tvm.Tvm;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;

/** Turns messages into the transactions of one block. */
final class BlockMaker {

    /** A block delivers no more; the rest waits for the next. */
    private static final int MAX_TRANSACTIONS = 2_000;
    /** Blocks begin at logical times this far apart, as on the network. */
    private static final long LT_STEP = 1_000_000;

    private final Tvm tvm;
    private final ChainSettings settings;

    BlockMaker(Tvm tvm, ChainSettings settings) {
        this.tvm = tvm;
        this.settings = settings;
    }

    Draft begin(Ledger ledger, long now) {
        return new Draft(ledger, now);
    }

    /** A block in the making. The ledger changes only when the finished block is applied. */
    final class Draft {

        private final Ledger ledger;
        private final long now;
        private final long seqno;
        private final Digest seed;
        private final Map<TonAddress, ShardAccount> changed = new HashMap<>();
        private final List<Block.Applied> done = new ArrayList<>();
        private long lt;

        private Draft(Ledger ledger, long now) {
            this.ledger = ledger;
            this.now = now;
            this.seqno = ledger.head().seqno() + 1;
            this.lt = (ledger.head().lt() / LT_STEP + 1) * LT_STEP;
            this.seed = Digest.sha256(ByteBuffer.allocate(16)
                    .putLong(settings.seed())
                    .putLong(seqno)
                    .array());
        }

        boolean hasRoom() {
            return done.size() < MAX_TRANSACTIONS;
        }

        /** Everything that waited when the block began. What that causes waits for the next block. */
        void deliverWaiting() {
            List<Message.Internal> messages = settings.shuffle()
                    ? ledger.queue().shuffled(MAX_TRANSACTIONS, new SplittableRandom(settings.seed() * 31 + seqno))
                    : ledger.queue().next(MAX_TRANSACTIONS);
            for (Message.Internal message : messages) {
                if (deliver(message, message.destination()) instanceof TransactionResult.Refused refused) {
                    throw new IllegalStateException("an internal message made no transaction: " + refused.reason());
                }
            }
        }

        TransactionResult deliver(Message.ExternalIn message) {
            return deliver(message, message.destination());
        }

        Block end() {
            return new Block(seqno, now, done);
        }

        private TransactionResult deliver(Message message, TonAddress address) {
            ShardAccount before = changed.getOrDefault(address, ledger.account(address));
            TransactionResult result =
                    tvm.run(new TransactionRun(before, message.cell(), now, lt + 1, seed, false, null));
            if (result instanceof TransactionResult.Executed executed) {
                changed.put(address, executed.account());
                done.add(new Block.Applied(address, executed.transaction(), executed.account()));
                lt = Ledger.endLt(executed.transaction());
            }
            return result;
        }
    }
}
