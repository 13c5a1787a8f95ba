package network.cocoon.ui;

import network.cocoon.commands.chain.ChainAlarms;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.escrow.EscrowReports;
import network.cocoon.commands.settlement.Payouts;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.settlement.PayoutFailure;
import network.cocoon.domain.settlement.WalletTransaction;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.EscrowSeen;
import network.cocoon.workers.operator.port.PayoutConfirmed;
import network.cocoon.workers.operator.port.PayoutFailed;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.TransactionRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What settlement saw on chain, as commands. */
final class ChainReports implements SettlementReports {

    private static final Logger LOG = LoggerFactory.getLogger(ChainReports.class);

    private final EscrowReports escrows;
    private final Payouts payouts;
    private final ChainAlarms alarms;

    ChainReports(EscrowReports escrows, Payouts payouts, ChainAlarms alarms) {
        this.escrows = escrows;
        this.payouts = payouts;
        this.alarms = alarms;
    }

    @Override
    public void seen(EscrowSeen fact) {
        String escrow = fact.tx().account().raw();
        EscrowTransaction tx = transaction(fact);
        reported(() -> {
            switch (fact) {
                // A deposit that deploys is reported beside it; without one nobody can redeem or close.
                case EscrowSeen.Opened _ -> {}
                case EscrowSeen.Deposited _, EscrowSeen.Passed _ -> escrows.deposited(escrow, tx);
                case EscrowSeen.Redeemed redeemed -> escrows.redeemed(escrow, tx, redeemed.claimed());
                case EscrowSeen.CloseAsked asked -> escrows.asked(escrow, tx, new EscrowExit(null, asked.deadline()));
                case EscrowSeen.KeyChangeAsked asked -> keyAsked(escrow, tx, asked);
                case EscrowSeen.KeyChanged _ -> escrows.keyChanged(escrow, tx);
                case EscrowSeen.Closed _ -> escrows.closed(escrow, tx);
            }
        });
    }

    /** A key that is none only takes back what was asked for: who takes nothing new until then is on the safe side. */
    private void keyAsked(String escrow, EscrowTransaction tx, EscrowSeen.KeyChangeAsked asked) {
        if (asked.newKey().equals(Bytes.EMPTY)) {
            escrows.deposited(escrow, tx);
        } else {
            escrows.asked(escrow, tx, new EscrowExit(asked.newKey(), asked.deadline()));
        }
    }

    private static EscrowTransaction transaction(EscrowSeen fact) {
        TransactionRef tx = fact.tx();
        return new EscrowTransaction(tx.id().lt(), tx.id().hash(), tx.at(), fact.came(), fact.left(), tx.fee());
    }

    @Override
    public PayoutSubmission submit(PayoutSubmission proposed) {
        long batch = ChainWork.number(proposed.batch());
        try {
            return ChainWork.submission(batch, payouts.submit(batch, ChainWork.message(proposed)));
        } catch (RefusedException e) {
            throw new IllegalStateException("batch " + batch + " takes no message: " + code(e), e);
        }
    }

    @Override
    public void confirmed(PayoutConfirmed fact) {
        reported(() -> payouts.confirmed(
                ChainWork.number(fact.batch()), wallet(fact.accepted()), wallet(fact.paid()), fact.fee()));
    }

    @Override
    public void failed(PayoutFailed fact) {
        PayoutFailure reason =
                switch (fact.reason()) {
                    case NEVER_EXECUTED -> PayoutFailure.NEVER_EXECUTED;
                    case NOT_SENT_TO_ITSELF -> PayoutFailure.NOT_SENT_TO_ITSELF;
                    case LIST_FAILED -> PayoutFailure.LIST_FAILED;
                    case NOT_COVERED -> PayoutFailure.NOT_COVERED;
                };
        reported(() -> payouts.failed(
                ChainWork.number(fact.batch()),
                reason,
                fact.tx().map(ChainReports::wallet).orElse(null),
                fact.fee()));
    }

    @Override
    public void alarm(Alarm code, String subject) {
        alarms.raise(code.name(), subject);
    }

    private static WalletTransaction wallet(TransactionRef tx) {
        return new WalletTransaction(tx.id().lt(), tx.id().hash(), tx.at());
    }

    private static void reported(Runnable report) {
        try {
            report.run();
        } catch (RefusedException e) {
            LOG.warn("report_refused code={} reason={}", code(e), e.rejection().detail());
            throw new ReportRefusedException(code(e));
        }
    }

    private static String code(RefusedException e) {
        return e.rejection().code().name();
    }
}
