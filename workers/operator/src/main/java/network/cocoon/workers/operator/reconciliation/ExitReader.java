package network.cocoon.workers.operator.reconciliation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.ExitContractState;
import network.cocoon.domain.reconciliation.ExitMove;
import network.cocoon.domain.reconciliation.ExitMove.Kind;
import network.cocoon.domain.reconciliation.WalletMove;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.wire.exit.ExitClaims;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.contract.ExitMessages;
import network.cocoon.workers.operator.contract.ExitMessages.OwnersOrder;
import network.cocoon.workers.operator.contract.ExitMessages.SetRoot;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import org.jspecify.annotations.Nullable;

/** What the chain shows of the exit, in the words in which the log is held against it. */
final class ExitReader {

    private ExitReader() {}

    static ExitContractState contract(AccountSnapshot account) {
        return switch (account.status()) {
            case UNINITIALISED -> new ExitContractState.None();
            case FROZEN -> new ExitContractState.Frozen();
            case ACTIVE ->
                ExitStorage.contract(
                        account.code().orElseThrow().hash(), account.data().orElseThrow());
        };
    }

    /** What a contract that is no exit did there is told as coins that came and went. */
    static ExitMove move(ChainTransaction t) {
        Optional<ChainMessage.Internal> came = t.in().flatMap(ChainMessage::internal);
        List<WalletMove.Sent> sent = sent(t);
        Optional<SetRoot> root = t.aborted()
                ? Optional.empty()
                : t.in().filter(ChainMessage.External.class::isInstance)
                        .flatMap(it -> ExitMessages.readRoot(it.body()));
        Optional<ExitLeaf> leaf = t.aborted() ? Optional.empty() : came.flatMap(it -> leaf(it.body()));
        return new ExitMove(
                t.id().lt(),
                t.id().hash(),
                t.at(),
                kind(t, came.orElse(null), root.isPresent(), leaf.isPresent(), sent.isEmpty()),
                came.map(ChainMessage.Internal::value).orElse(Nanoton.ZERO),
                came.map(it -> it.from().raw()).orElse(null),
                t.fee(),
                sent,
                root.map(SetRoot::number).orElse(0L),
                root.map(SetRoot::root).orElse(null),
                leaf.orElse(null));
    }

    private static List<WalletMove.Sent> sent(ChainTransaction t) {
        List<WalletMove.Sent> sent = new ArrayList<>();
        for (ChainMessage message : t.out()) {
            message.internal()
                    .ifPresent(out -> sent.add(new WalletMove.Sent(out.to().raw(), out.value())));
        }
        return sent;
    }

    private static Optional<ExitLeaf> leaf(Cell body) {
        try {
            return ExitClaims.leaf(body);
        } catch (TonFormatException e) {
            return Optional.empty(); // The contract takes no such claim.
        }
    }

    private static Kind kind(
            ChainTransaction t, ChainMessage.@Nullable Internal came, boolean root, boolean leaf, boolean sentNothing) {
        if (root || leaf) {
            return root ? Kind.ROOT : Kind.CLAIM;
        }
        if (came == null) {
            return Kind.REFUSED;
        }
        Optional<OwnersOrder> order = t.aborted() ? Optional.empty() : ExitMessages.readOwner(came.body());
        if (order.isPresent()) {
            return order.get() == OwnersOrder.ASK ? Kind.ASKED : Kind.TAKEN;
        }
        return sentNothing ? Kind.CAME : Kind.REFUSED;
    }
}
