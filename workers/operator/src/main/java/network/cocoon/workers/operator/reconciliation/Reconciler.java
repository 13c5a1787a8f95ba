package network.cocoon.workers.operator.reconciliation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.Bounds;
import network.cocoon.domain.reconciliation.ChainEscrow;
import network.cocoon.domain.reconciliation.ChainMove;
import network.cocoon.domain.reconciliation.ChainWallet;
import network.cocoon.domain.reconciliation.EscrowReconciliation;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.LoggedEscrow;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.domain.reconciliation.LoggedTransaction;
import network.cocoon.domain.reconciliation.WalletReconciliation;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.LedgerSight;
import network.cocoon.workers.operator.port.ReconciliationReports;
import network.cocoon.workers.operator.port.ReconciliationRound;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.settlement.EscrowFacts;

/**
 * Holds the log against the chain, round after round. The log is read first: whatever is in it is then on chain, or was
 * invented. For one thread.
 */
public final class Reconciler {

    private final TonGateway chain;
    private final ChainReader reader;
    private final LedgerSight ledger;
    private final ReconciliationReports reports;
    private final TonAddress wallet;
    private final Duration patience;
    private final EscrowCells rules = new EscrowCells();
    private final ExitComparison exits;

    /** Up to there all that the wallet did agreed with the log; kept in memory, as a fresh look from the start harms nobody. */
    private Cursor agreed = Cursor.START;

    /** Since when the log has had what the chain does not, as told here. */
    private Map<String, Instant> ahead = Map.of();

    public Reconciler(TonGateway chain, LedgerSight ledger, ReconciliationReports reports, TonAddress wallet) {
        this(chain, ledger, reports, wallet, Bounds.PATIENCE);
    }

    /** @param patience how long the chain may have what the log does not */
    public Reconciler(
            TonGateway chain, LedgerSight ledger, ReconciliationReports reports, TonAddress wallet, Duration patience) {
        this.chain = chain;
        this.reader = new ChainReader(chain);
        this.ledger = ledger;
        this.reports = reports;
        this.wallet = wallet;
        this.patience = patience;
        this.exits = new ExitComparison(chain, wallet, patience);
    }

    /** Everything once. What cannot be read is said to be unread. Says nothing where not even the chain's head is told. */
    public void round() {
        List<LoggedEscrow> escrows = ledger.escrows();
        List<LoggedBatch> batches = ledger.batches(agreed.lt());
        Optional<LoggedExit> exit = ledger.exit();
        ChainHead head;
        try {
            head = chain.head();
        } catch (TonFailure e) {
            return;
        }
        List<Difference> differences = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        for (LoggedEscrow escrow : escrows) {
            try {
                differences.addAll(compare(escrow, head));
            } catch (TonFailure | IllegalArgumentException e) {
                unread.add(escrow.address()); // The chain does not answer; or wallets that no contract can pay.
            }
        }
        int compared = escrows.size() - unread.size();
        try {
            differences.addAll(compare(batches, head));
        } catch (TonFailure e) {
            unread.add(wallet.raw());
            batches.forEach(batch -> unread.add("batch " + batch.number()));
        }
        exit.ifPresent(it -> {
            try {
                differences.addAll(exits.of(it, head));
            } catch (TonFailure e) {
                unread.add(it.address());
            }
        });
        reports.compared(new ReconciliationRound(head, compared, unread, aged(differences, head)));
    }

    /** What this server's chain did not have yet may be its delay; after the patience it is not there. */
    private List<Difference> aged(List<Difference> differences, ChainHead head) {
        Map<String, Instant> still = new HashMap<>();
        List<Difference> judged = new ArrayList<>();
        for (Difference d : differences) {
            if (d.name() != DifferenceName.LOG_AHEAD_OF_STATE) {
                judged.add(d);
                continue;
            }
            String key = d.subject() + " " + d.lt();
            Instant first = ahead.getOrDefault(key, head.time());
            still.put(key, first);
            judged.add(
                    first.plus(patience).isBefore(head.time())
                            ? new Difference(
                                    DifferenceName.TRANSACTION_NOT_ON_CHAIN,
                                    d.subject(),
                                    d.account(),
                                    d.lt(),
                                    d.log(),
                                    d.chain(),
                                    first)
                            : d);
        }
        ahead = still;
        return judged;
    }

    private List<Difference> compare(LoggedEscrow log, ChainHead head) {
        EscrowFacts facts = ChainReader.facts(log.account(), log.opening());
        TonAddress address = TonAddress.parse(log.address());
        Cursor after = after(log);
        ChainReader.History history;
        try {
            history = reader.history(address, after);
        } catch (TonFailure e) {
            if (e.code() != TonFailure.Code.HISTORY_CHANGED) {
                throw e;
            }
            return List.of(new Difference(
                    DifferenceName.TRANSACTION_REPLACED,
                    log.address(),
                    log.account(),
                    after.lt(),
                    log.held(),
                    Nanoton.ZERO,
                    head.time()));
        }
        List<ChainMove> moves = history.transactions().stream()
                .map(t -> ChainReader.move(facts, t))
                .toList();
        AccountSnapshot account = chain.account(address);
        var shown = new ChainEscrow(
                log.address(),
                account.seen().time(),
                ChainReader.contract(account),
                account.balance(),
                account.last().lt(),
                after.lt(),
                moves,
                history.end().lt());
        return EscrowReconciliation.of(log, shown, rules, patience);
    }

    /** Behind the oldest transaction that the log still tells one by one; all of it while it tells every one. */
    private static Cursor after(LoggedEscrow log) {
        if (log.floor() == 0) {
            return Cursor.START;
        }
        LoggedTransaction oldest = log.transactions().getFirst();
        return new Cursor(oldest.lt(), oldest.hash());
    }

    private List<Difference> compare(List<LoggedBatch> batches, ChainHead head) {
        ChainReader.History history;
        try {
            history = reader.history(wallet, agreed);
        } catch (TonFailure e) {
            if (e.code() != TonFailure.Code.HISTORY_CHANGED) {
                throw e;
            }
            long lt = agreed.lt();
            agreed = Cursor.START; // What still stands the next round sees.
            return List.of(new Difference(
                    DifferenceName.TRANSACTION_REPLACED,
                    wallet.raw(),
                    null,
                    lt,
                    Nanoton.ZERO,
                    Nanoton.ZERO,
                    head.time()));
        }
        AccountSnapshot account = chain.account(wallet);
        var shown = new ChainWallet(
                wallet.raw(),
                account.seen().time(),
                account.balance(),
                account.last().lt(),
                agreed.lt(),
                history.transactions().stream().map(ChainReader::move).toList(),
                history.end().lt());
        List<Difference> found = WalletReconciliation.of(batches, shown, patience);
        if (found.isEmpty()) {
            agreed = history.end();
        }
        return found;
    }
}
