package network.cocoon.workers.operator.exit;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.wire.exit.ExitClaims;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.contract.ExitMessages;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.ChainMessage;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.ExitClaimSeen;
import network.cocoon.workers.operator.port.ExitReports;
import network.cocoon.workers.operator.port.ExitRootSeen;
import network.cocoon.workers.operator.port.ExitWork;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.port.TransactionRef;

/** Reports the exit's transactions that count, in order. The bookmark moves after the report. */
final class ExitFollower {

    private static final int MAX_PAGES = 10;

    private final TonGateway chain;
    private final ExitWork work;
    private final ExitReports reports;
    private final Bookmarks bookmarks;
    private final TonAddress address;

    ExitFollower(TonGateway chain, ExitWork work, ExitReports reports, Bookmarks bookmarks, TonAddress address) {
        this.chain = chain;
        this.work = work;
        this.reports = reports;
        this.bookmarks = bookmarks;
        this.address = address;
    }

    /**
     * Until when all of it was reported; empty where more is left for the next round. Throws {@link ReportRefusedException}
     * where it cannot be as the books have it.
     */
    Optional<Instant> follow() {
        Cursor place = bookmarks.of(address);
        for (int i = 0; i < MAX_PAGES; i++) {
            HistoryPage page = chain.transactions(address, place, TonGateway.MAX_PAGE);
            for (ChainTransaction transaction : page.transactions()) {
                report(transaction);
                place = transaction.id();
                bookmarks.move(address, place);
            }
            if (page.complete()) {
                return Optional.of(page.through());
            }
        }
        return Optional.empty();
    }

    /** One that was cut short left the contract as it was. */
    private void report(ChainTransaction transaction) {
        if (transaction.aborted()) {
            return;
        }
        switch (transaction.in().orElse(null)) {
            case ChainMessage.External external -> stands(transaction, external);
            case ChainMessage.Internal internal
            when !internal.bounced() -> leaf(internal).ifPresent(leaf -> claimed(transaction, leaf));
            case ChainMessage.Internal _, ChainMessage.Log _ -> {}
            case null -> {}
        }
    }

    private void stands(ChainTransaction transaction, ChainMessage.External external) {
        ExitMessages.SetRoot order = ExitMessages.readRoot(external.body())
                .orElseThrow(() -> new ReportRefusedException("ORDER_UNREADABLE"));
        reports.stands(new ExitRootSeen(ref(transaction), order.number(), order.root()));
    }

    private static Optional<ExitLeaf> leaf(ChainMessage.Internal internal) {
        try {
            return ExitClaims.leaf(internal.body());
        } catch (TonFormatException e) {
            // Such a message is refused by the contract; what is left is one without orders.
            return Optional.empty();
        }
    }

    /** A claim that was paid proves that no root came before it. */
    private void claimed(ChainTransaction transaction, ExitLeaf leaf) {
        reports.opened(work.known().number(), transaction.at());
        reports.claimed(new ExitClaimSeen(ref(transaction), leaf));
    }

    private static TransactionRef ref(ChainTransaction transaction) {
        return new TransactionRef(transaction.account(), transaction.id(), transaction.at(), transaction.fee());
    }
}
