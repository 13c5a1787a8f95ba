package network.cocoon.workers.devchain.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Message;
import network.cocoon.workers.tvm.block.ShardAccount;
import network.cocoon.workers.tvm.block.Transaction;

/** The chain's state, a fold over its blocks. Not for two threads. */
final class Ledger {

    private final Map<TonAddress, ShardAccount> accounts = new HashMap<>();
    private final Map<TonAddress, List<StoredTransaction>> histories = new HashMap<>();
    private final Map<Digest, StoredTransaction> byHash = new HashMap<>();
    private final Map<Digest, Digest> senders = new HashMap<>();
    private final Map<Digest, Digest> receivers = new HashMap<>();
    private final List<StoredTransaction> all = new ArrayList<>();
    private final MessageQueue queue = new MessageQueue();
    private BigInteger collected = BigInteger.ZERO;
    private final List<Head> heads = new ArrayList<>();

    Ledger(Digest genesis, long time, TonAddress first, ShardAccount account) {
        heads.add(new Head(0, time, 0, genesis));
        accounts.put(first, account);
    }

    void apply(Block block) {
        Head before = head();
        long lt = before.lt();
        for (Block.Applied applied : block.transactions()) {
            apply(applied, block.seqno());
            lt = Math.max(lt, endLt(applied.transaction()));
        }
        heads.add(new Head(block.seqno(), block.time(), lt, block.hash(before.hash())));
    }

    private void apply(Block.Applied applied, long seqno) {
        Transaction transaction = applied.transaction();
        StoredTransaction stored = StoredTransaction.of(applied, seqno);
        accounts.put(applied.address(), applied.account());
        histories.computeIfAbsent(applied.address(), _ -> new ArrayList<>()).add(stored);
        byHash.put(stored.hash(), stored);
        all.add(stored);
        collected = collected.add(transaction.totalFees());
        Message in = transaction.in();
        if (in != null) {
            receivers.put(in.cell().hash(), stored.hash());
            queue.remove(in.cell().hash());
        }
        if (in instanceof Message.Internal internal) {
            collected = collected.add(internal.forwardFee());
        }
        for (Message out : transaction.out()) {
            senders.put(out.cell().hash(), stored.hash());
            if (out instanceof Message.Internal internal) {
                queue.add(internal);
            }
        }
    }

    /** The first logical time that neither it nor one of its messages has. */
    static long endLt(Transaction transaction) {
        return transaction.lt() + transaction.out().size() + 1;
    }

    Head head() {
        return heads.getLast();
    }

    /** The chain as this block left it. */
    Optional<Head> head(long seqno) {
        return seqno < 0 || seqno >= heads.size() ? Optional.empty() : Optional.of(heads.get((int) seqno));
    }

    MessageQueue queue() {
        return queue;
    }

    ShardAccount account(TonAddress address) {
        return accounts.getOrDefault(address, ShardAccount.none());
    }

    List<TonAddress> addresses() {
        return List.copyOf(accounts.keySet());
    }

    /** Oldest first. */
    List<StoredTransaction> history(TonAddress address) {
        return histories.getOrDefault(address, List.of());
    }

    /** Oldest first, of all accounts. */
    List<StoredTransaction> all() {
        return all;
    }

    Optional<StoredTransaction> transaction(Digest hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    /** The transaction that sent this message. */
    Optional<StoredTransaction> sender(Digest message) {
        return Optional.ofNullable(senders.get(message)).map(byHash::get);
    }

    /** The transaction that this message made. */
    Optional<StoredTransaction> receiver(Digest message) {
        return Optional.ofNullable(receivers.get(message)).map(byHash::get);
    }

    Supply supply() {
        BigInteger sum = accounts.values().stream().map(ShardAccount::balance).reduce(BigInteger.ZERO, BigInteger::add);
        return new Supply(sum, queue.nanoton(), collected);
    }
}
