package network.cocoon.workers.operator.reconciliation;

import java.time.Duration;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.reconciliation.ChainExit;
import network.cocoon.domain.reconciliation.ExitReconciliation;
import network.cocoon.domain.reconciliation.ExitTally;
import network.cocoon.domain.reconciliation.LoggedExit;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.TonFailure;
import network.cocoon.workers.operator.port.TonGateway;

/** Holds the log's exit against the chain, and reads only what is new. For one thread. */
final class ExitComparison {

    private final TonGateway chain;
    private final ChainReader reader;
    private final TonAddress wallet;
    private final Duration patience;

    /** Up to there all of it agreed; kept in memory, as a fresh look from the start harms nobody. */
    private Cursor agreed = Cursor.START;

    private ExitTally tally = ExitTally.START;

    ExitComparison(TonGateway chain, TonAddress wallet, Duration patience) {
        this.chain = chain;
        this.reader = new ChainReader(chain);
        this.wallet = wallet;
        this.patience = patience;
    }

    /** Throws {@link TonFailure} where it cannot be read. */
    List<Difference> of(LoggedExit log, ChainHead head) {
        TonAddress address = TonAddress.parse(log.address());
        ChainReader.History history;
        try {
            history = reader.history(address, agreed);
        } catch (TonFailure e) {
            if (e.code() != TonFailure.Code.HISTORY_CHANGED) {
                throw e;
            }
            long lt = agreed.lt();
            agreed = Cursor.START; // What still stands the next round sees.
            tally = ExitTally.START;
            return List.of(new Difference(
                    DifferenceName.TRANSACTION_REPLACED,
                    log.address(),
                    null,
                    lt,
                    Nanoton.ZERO,
                    Nanoton.ZERO,
                    head.time()));
        }
        AccountSnapshot account = chain.account(address);
        var shown = new ChainExit(
                log.address(),
                account.seen().time(),
                ExitReader.contract(account),
                account.balance(),
                account.last().lt(),
                tally,
                history.transactions().stream().map(ExitReader::move).toList(),
                history.end().lt());
        ExitReconciliation.Result result = ExitReconciliation.of(log, shown, wallet.raw(), patience);
        if (result.agrees()) {
            agreed = history.end();
            tally = result.tally();
        }
        return result.differences();
    }
}
