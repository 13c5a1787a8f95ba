package network.cocoon.workers.devchain.chain;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.ShardAccount;

/** The chain at one moment, for who reads several things of it. Only valid inside of {@link Chain#view}. */
public final class ChainView {

    private final Ledger ledger;
    private final int waitingExternals;

    ChainView(Ledger ledger, int waitingExternals) {
        this.ledger = ledger;
        this.waitingExternals = waitingExternals;
    }

    public Head head() {
        return ledger.head();
    }

    /** The chain as the block of this number left it; 0 is the beginning. */
    public Optional<Head> head(long seqno) {
        return ledger.head(seqno);
    }

    /** Messages that no block has delivered yet. */
    public int waiting() {
        return waitingExternals + ledger.queue().size();
    }

    public ShardAccount account(TonAddress address) {
        return ledger.account(address);
    }

    public List<TonAddress> addresses() {
        return ledger.addresses();
    }

    /** Oldest first. */
    public List<StoredTransaction> history(TonAddress address) {
        return List.copyOf(ledger.history(address));
    }

    public int transactions() {
        return ledger.all().size();
    }

    /** Newest first. */
    public List<StoredTransaction> latest(int most) {
        List<StoredTransaction> all = ledger.all();
        return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()))
                .reversed();
    }

    public Optional<StoredTransaction> transaction(Digest hash) {
        return ledger.transaction(hash);
    }

    /** The transaction that sent this message. */
    public Optional<StoredTransaction> sender(Digest message) {
        return ledger.sender(message);
    }

    /** The transaction that this message made. */
    public Optional<StoredTransaction> receiver(Digest message) {
        return ledger.receiver(message);
    }
}
