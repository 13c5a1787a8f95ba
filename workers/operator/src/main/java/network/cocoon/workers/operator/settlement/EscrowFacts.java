package network.cocoon.workers.operator.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.workers.operator.contract.EscrowMessages;
import network.cocoon.workers.operator.contract.EscrowMessages.Order;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainMessage.Internal;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.TransactionRef;
import network.cocoon.workers.operator.port.WatchedEscrow;

/** Reads what a transaction at an escrow came to, by the rules of {@code escrow.tolk}. */
public final class EscrowFacts {

    private final AccountId account;
    private final EscrowState opening;

    public EscrowFacts(WatchedEscrow escrow) {
        this.account = escrow.account();
        this.opening = escrow.opening();
    }

    /** In the order in which they are to be reported. */
    public List<EscrowSeen> of(ChainTransaction transaction) {
        TransactionRef tx =
                new TransactionRef(transaction.account(), transaction.id(), transaction.at(), transaction.fee());
        List<EscrowSeen> facts = new ArrayList<>(2);
        if (transaction.deployed()) {
            facts.add(new EscrowSeen.Opened(account, tx));
        }
        facts.add(fact(transaction, tx));
        return facts;
    }

    private EscrowSeen fact(ChainTransaction transaction, TransactionRef tx) {
        Nanoton left = transaction.out().stream()
                .flatMap(m -> m.internal().stream())
                .map(Internal::value)
                .reduce(Nanoton.ZERO, Nanoton::plus);
        Optional<Internal> in = transaction.in().flatMap(ChainMessage::internal);
        Nanoton came = in.map(Internal::value).orElse(Nanoton.ZERO);
        Optional<Nanoton> claimed = transaction.out().stream()
                .flatMap(m -> m.internal().stream())
                .filter(m -> m.to().equals(opening.payee()) && !m.bounced())
                .flatMap(m -> EscrowMessages.payout(m.body()).stream())
                .findFirst();
        if (claimed.isPresent()) {
            return new EscrowSeen.Redeemed(account, tx, claimed.get(), came, left);
        }
        Optional<Order> order =
                transaction.aborted() ? Optional.empty() : in.flatMap(message -> EscrowMessages.order(message.body()));
        boolean finish = order.filter(Order.Finish.class::isInstance).isPresent();
        if (finish && !left.isZero()) {
            return new EscrowSeen.Closed(account, tx, came, left);
        }
        if (in.isEmpty() || !left.isZero()) {
            return new EscrowSeen.Passed(account, tx, came, left);
        }
        if (finish) {
            return new EscrowSeen.KeyChanged(account, tx, came);
        }
        if (order.isPresent() && order.get() instanceof Order.Ask ask) {
            return asked(ask, tx, came);
        }
        return new EscrowSeen.Deposited(account, tx, came, in.get().from());
    }

    private EscrowSeen asked(Order.Ask ask, TransactionRef tx, Nanoton came) {
        var deadline = tx.at().plus(opening.terms().delay());
        return switch (ask.change()) {
            case EscrowState.Close _ -> new EscrowSeen.CloseAsked(account, tx, came, deadline);
            case EscrowState.NewKey(Bytes key) -> new EscrowSeen.KeyChangeAsked(account, tx, came, key, deadline);
            case EscrowState.Unusable _ -> new EscrowSeen.KeyChangeAsked(account, tx, came, Bytes.EMPTY, deadline);
        };
    }
}
