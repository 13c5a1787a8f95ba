package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.TonGateway;

/**
 * What the wallet did with some orders, from one cursor to the newest transaction that counts. An order is known by the
 * hash of what was signed: whoever sends it, in whatever envelope.
 */
final class WalletHistory {

    /** The transaction that took an order, and the one that carried out its list, as far as they are there. */
    record Traces(Optional<ChainTransaction> accepted, Optional<ChainTransaction> list) {
        static final Traces NONE = new Traces(Optional.empty(), Optional.empty());
    }

    private final Map<Digest, ChainTransaction> accepted = new HashMap<>();
    /** By hash of the message by which the wallet sends itself the list. */
    private final Map<Digest, ChainTransaction> lists = new HashMap<>();

    private final Set<Digest> awaited = new HashSet<>();
    private Cursor end;
    private Instant through = Instant.EPOCH;

    private WalletHistory(Cursor from) {
        this.end = from;
    }

    /** Throws {@link network.cocoon.workers.operator.port.TonFailure}. */
    static WalletHistory read(TonGateway chain, TonAddress wallet, Cursor from, Set<Digest> orders) {
        WalletHistory history = new WalletHistory(from);
        HistoryPage page;
        do {
            page = chain.transactions(wallet, history.end, TonGateway.MAX_PAGE);
            for (ChainTransaction transaction : page.transactions()) {
                history.look(transaction, orders);
                history.end = transaction.id();
            }
        } while (!page.complete());
        history.through = page.through();
        return history;
    }

    Traces of(Digest order) {
        ChainTransaction taken = accepted.get(order);
        if (taken == null) {
            return Traces.NONE;
        }
        return new Traces(Optional.of(taken), toItself(taken).flatMap(hash -> Optional.ofNullable(lists.get(hash))));
    }

    /** The newest transaction that counts. */
    Cursor end() {
        return end;
    }

    /** Until then, on the chain's clock, there is no other. */
    Instant through() {
        return through;
    }

    /** The message with the list that this transaction sent to the wallet itself. */
    static Optional<Digest> toItself(ChainTransaction taken) {
        return taken.out().stream()
                .flatMap(m -> m.internal().stream())
                .filter(m -> m.to().equals(taken.account()) && !m.bounced())
                .map(ChainMessage.Internal::hash)
                .findFirst();
    }

    private void look(ChainTransaction transaction, Set<Digest> orders) {
        ChainMessage in = transaction.in().orElse(null);
        if (in instanceof ChainMessage.External external) {
            // One that was cut short left the wallet's state as it was: its order may still be carried out.
            HighloadWallet.order(external.body())
                    .filter(order -> orders.contains(order) && !transaction.aborted())
                    .ifPresent(order -> {
                        accepted.put(order, transaction);
                        toItself(transaction).ifPresent(awaited::add);
                    });
        } else if (in instanceof ChainMessage.Internal internal && awaited.contains(internal.hash())) {
            lists.put(internal.hash(), transaction);
        }
    }
}
