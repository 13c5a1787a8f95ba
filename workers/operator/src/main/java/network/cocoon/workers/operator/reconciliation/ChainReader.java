package network.cocoon.workers.operator.reconciliation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.ChainMove;
import network.cocoon.domain.reconciliation.Contract;
import network.cocoon.domain.reconciliation.WalletMove;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.escrow.EscrowStorage;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.port.WatchedEscrow;
import network.cocoon.workers.operator.settlement.EscrowFacts;

/** What the chain shows, in the words in which the log is held against it. Throws what the gateway throws. */
final class ChainReader {

    /** Everything after a cursor that counts, oldest first. */
    record History(List<ChainTransaction> transactions, Cursor end) {}

    private final TonGateway chain;

    ChainReader(TonGateway chain) {
        this.chain = chain;
    }

    History history(TonAddress account, Cursor after) {
        List<ChainTransaction> all = new ArrayList<>();
        Cursor end = after;
        HistoryPage page;
        do {
            page = chain.transactions(account, end, TonGateway.MAX_PAGE);
            all.addAll(page.transactions());
            end = page.transactions().isEmpty()
                    ? end
                    : page.transactions().getLast().id();
        } while (!page.complete());
        return new History(all, end);
    }

    static EscrowFacts facts(AccountId account, EscrowOpening opening) {
        return new EscrowFacts(new WatchedEscrow(
                account,
                EscrowState.opening(
                        EscrowCells.terms(opening),
                        opening.voucherKey(),
                        TonAddress.parse(opening.payee()),
                        TonAddress.parse(opening.payer()))));
    }

    static Contract contract(AccountSnapshot account) {
        return switch (account.status()) {
            case UNINITIALISED -> new Contract.None();
            case FROZEN -> new Contract.Frozen();
            case ACTIVE ->
                EscrowStorage.of(
                        account.code().orElseThrow().hash(), account.data().orElseThrow());
        };
    }

    static ChainMove move(EscrowFacts facts, ChainTransaction transaction) {
        EscrowSeen fact = facts.of(transaction).getLast();
        var figures = new EscrowTransaction(
                transaction.id().lt(),
                transaction.id().hash(),
                transaction.at(),
                fact.came(),
                fact.left(),
                transaction.fee());
        return switch (fact) {
            case EscrowSeen.Redeemed redeemed -> new ChainMove(figures, ChainMove.Kind.REDEMPTION, redeemed.claimed());
            case EscrowSeen.CloseAsked _, EscrowSeen.KeyChangeAsked _ ->
                new ChainMove(figures, ChainMove.Kind.ASKED, Nanoton.ZERO);
            case EscrowSeen.KeyChanged _, EscrowSeen.Closed _ ->
                new ChainMove(figures, ChainMove.Kind.FINISHED, Nanoton.ZERO);
            case EscrowSeen.Opened _, EscrowSeen.Deposited _, EscrowSeen.Passed _ ->
                new ChainMove(figures, ChainMove.Kind.DEPOSIT, Nanoton.ZERO);
        };
    }

    static WalletMove move(ChainTransaction t) {
        TonAddress wallet = t.account();
        Optional<ChainMessage> in = t.in();
        Optional<ChainMessage.Internal> came = in.flatMap(ChainMessage::internal);
        Digest order = in.filter(ChainMessage.External.class::isInstance)
                .filter(_ -> !t.aborted())
                .flatMap(message -> HighloadWallet.order(message.body()))
                .orElse(null);
        Digest caused = came.filter(message -> message.from().equals(wallet))
                .map(ChainMessage.Internal::hash)
                .orElse(null);
        List<WalletMove.Sent> sent = new ArrayList<>();
        Nanoton kept = Nanoton.ZERO;
        Digest list = null;
        for (ChainMessage message : t.out()) {
            if (message instanceof ChainMessage.Internal out) {
                if (out.to().equals(wallet)) {
                    kept = kept.plus(out.value());
                    list = out.hash();
                } else {
                    sent.add(new WalletMove.Sent(out.to().raw(), out.value()));
                }
            }
        }
        return new WalletMove(
                t.id().lt(),
                t.id().hash(),
                t.at(),
                came.map(ChainMessage.Internal::value).orElse(Nanoton.ZERO),
                t.fee(),
                order,
                list,
                caused,
                sent,
                kept);
    }
}
