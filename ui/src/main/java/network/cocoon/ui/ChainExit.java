package network.cocoon.ui;

import java.time.Instant;
import java.util.Optional;
import network.cocoon.commands.chain.ChainAlarms;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.settlement.ExitOnChain;
import network.cocoon.commands.settlement.ExitSight;
import network.cocoon.domain.settlement.Exit;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.wire.api.ExitApi.ExitStanding;
import network.cocoon.wire.exit.ExitContract;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.ExitClaimSeen;
import network.cocoon.workers.operator.port.ExitKnown;
import network.cocoon.workers.operator.port.ExitOrder;
import network.cocoon.workers.operator.port.ExitReports;
import network.cocoon.workers.operator.port.ExitRootSeen;
import network.cocoon.workers.operator.port.ExitSeen;
import network.cocoon.workers.operator.port.ExitWork;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.TransactionRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one exit is to owe, and what was seen there, in the exit's sender's words and the server's. */
final class ChainExit implements ExitWork, ExitReports {

    private static final Logger LOG = LoggerFactory.getLogger(ChainExit.class);

    private final ExitOnChain exits;
    private final ChainAlarms alarms;
    private final ExitTerms terms;
    private final String address;

    ChainExit(ExitOnChain exits, ChainAlarms alarms, ExitTerms terms) {
        this.exits = exits;
        this.alarms = alarms;
        this.terms = terms;
        this.address = ExitContract.address(terms).raw();
    }

    @Override
    public ExitKnown known() {
        return exits.exit()
                .filter(it -> it.address().equals(address))
                .map(ChainExit::known)
                .orElse(ExitKnown.NOTHING);
    }

    private static ExitKnown known(Exit exit) {
        return exit.standing() == null
                ? ExitKnown.NOTHING
                : new ExitKnown(exit.standing().number(), exit.since(), exit.opensAt(), exit.open());
    }

    @Override
    public Optional<ExitOrder> order(Instant chainTime) {
        try {
            return exits.due(address, terms, chainTime).map(root -> new ExitOrder(root.number(), root.root()));
        } catch (RefusedException e) {
            throw refused(e);
        }
    }

    @Override
    public void stands(ExitRootSeen fact) {
        reported(() -> exits.stands(address, fact.number(), fact.root(), transaction(fact.tx())));
    }

    @Override
    public void opened(long number, Instant through) {
        reported(() -> exits.opened(address, number, through));
    }

    @Override
    public void claimed(ExitClaimSeen fact) {
        reported(() -> exits.claimed(address, fact.leaf(), transaction(fact.tx())));
    }

    private static WalletTransaction transaction(TransactionRef tx) {
        return new WalletTransaction(tx.id().lt(), tx.id().hash(), tx.at());
    }

    private static void reported(Runnable report) {
        try {
            report.run();
        } catch (RefusedException e) {
            throw refused(e);
        }
    }

    private static ReportRefusedException refused(RefusedException e) {
        String code = e.rejection().code().name();
        LOG.warn("report_refused code={} reason={}", code, e.rejection().detail());
        return new ReportRefusedException(code);
    }

    @Override
    public void seen(ExitSeen sight) {
        exits.seen(new ExitSight(
                address,
                terms,
                standing(sight.status()),
                sight.balance(),
                sight.data().map(ExitStorage::number).orElse(0L),
                sight.seen().time()));
    }

    private static ExitStanding standing(AccountSnapshot.Status status) {
        return switch (status) {
            case UNINITIALISED -> ExitStanding.NOT_DEPLOYED;
            case ACTIVE -> ExitStanding.DEPLOYED;
            case FROZEN -> ExitStanding.FROZEN;
        };
    }

    @Override
    public void alarm(Alarm code, String subject) {
        alarms.raise(code.name(), subject);
    }
}
