package network.cocoon.workers.operator.settlement;

import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.SettlementWork;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.port.WatchedEscrow;

/** Reports what happens to escrows: each transaction that counts, in order, at least once. */
public final class EscrowFollower {

    /** Of one escrow in one round: whoever floods his own holds up nobody else's. */
    private static final int MAX_PAGES = 10;

    private final TonGateway chain;
    private final SettlementWork work;
    private final SettlementReports reports;
    private final Bookmarks bookmarks;

    public EscrowFollower(TonGateway chain, SettlementWork work, SettlementReports reports, Bookmarks bookmarks) {
        this.chain = chain;
        this.work = work;
        this.reports = reports;
        this.bookmarks = bookmarks;
    }

    /** Every escrow once. One whose history cannot be read, or is contradicted by the books, holds up no other. */
    public void round() {
        for (WatchedEscrow escrow : work.escrows()) {
            try {
                follow(escrow);
            } catch (TonFailure e) {
                if (!Failures.goOn(reports, e, escrow.address().raw())) {
                    return;
                }
            } catch (ReportRefusedException e) {
                reports.alarm(Alarm.BOOKS_DIFFER, escrow.address().raw());
            }
        }
    }

    private void follow(WatchedEscrow escrow) {
        EscrowFacts facts = new EscrowFacts(escrow);
        Cursor at = bookmarks.of(escrow.address());
        boolean complete = false;
        for (int i = 0; i < MAX_PAGES && !complete; i++) {
            HistoryPage page = chain.transactions(escrow.address(), at, TonGateway.MAX_PAGE);
            for (ChainTransaction transaction : page.transactions()) {
                for (EscrowSeen fact : facts.of(transaction)) {
                    reports.seen(fact);
                }
                at = transaction.id();
            }
            // Only now: a repeated report is known already, one that was skipped nobody would repeat.
            if (!page.transactions().isEmpty()) {
                bookmarks.move(escrow.address(), at);
            }
            complete = page.complete();
        }
    }
}
