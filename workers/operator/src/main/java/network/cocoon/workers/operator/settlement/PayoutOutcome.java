package network.cocoon.workers.operator.settlement;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.Alarm;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.PayoutConfirmed;
import network.cocoon.workers.operator.port.PayoutFailed;
import network.cocoon.workers.operator.port.PayoutFailed.Reason;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.ReportRefusedException;
import network.cocoon.workers.operator.port.SettlementReports;
import network.cocoon.workers.operator.port.TransactionRef;
import network.cocoon.workers.operator.settlement.WalletHistory.Traces;

/** Judges one attempt by the wallet's history, and reports what is certain. */
final class PayoutOutcome {

    private final SettlementReports reports;
    private final PayoutPolicy policy;

    PayoutOutcome(SettlementReports reports, PayoutPolicy policy) {
        this.reports = reports;
        this.policy = policy;
    }

    /** True where the attempt is over, or a person must look first. */
    boolean settle(PayoutBatch batch, PayoutSubmission submission, WalletHistory history) {
        try {
            return judge(batch, submission, history);
        } catch (ReportRefusedException e) {
            reports.alarm(Alarm.BOOKS_DIFFER, batch.id().value());
            return true;
        }
    }

    private boolean judge(PayoutBatch batch, PayoutSubmission submission, WalletHistory history) {
        Digest order = PayoutMessages.order(submission);
        Traces traces = history.of(order);
        if (traces.accepted().isEmpty()) {
            return neverExecuted(batch, submission, history.through());
        }
        ChainTransaction accepted = traces.accepted().get();
        if (WalletHistory.toItself(accepted).isEmpty()) {
            failed(batch, Reason.NOT_SENT_TO_ITSELF, Optional.of(accepted), accepted.fee());
            return true;
        }
        return traces.list().map(list -> judge(batch, accepted, list)).orElse(false);
    }

    private boolean neverExecuted(PayoutBatch batch, PayoutSubmission submission, Instant through) {
        if (through.isBefore(submission.deadline().plus(policy.certainty()))) {
            return false;
        }
        failed(batch, Reason.NEVER_EXECUTED, Optional.empty(), Nanoton.ZERO);
        return true;
    }

    private boolean judge(PayoutBatch batch, ChainTransaction accepted, ChainTransaction list) {
        Nanoton fee = accepted.fee().plus(list.fee());
        if (list.aborted()) {
            failed(batch, Reason.LIST_FAILED, Optional.of(list), fee);
        } else if (paid(list).equals(owed(batch))) {
            reports.confirmed(new PayoutConfirmed(batch.id(), batch.attempt(), ref(accepted), ref(list), fee));
        } else {
            reports.alarm(Alarm.PAYOUT_DIFFERS, batch.id().value());
        }
        return true;
    }

    private void failed(PayoutBatch batch, Reason reason, Optional<ChainTransaction> tx, Nanoton fee) {
        reports.failed(new PayoutFailed(batch.id(), batch.attempt(), reason, tx.map(PayoutOutcome::ref), fee));
    }

    private record Paid(TonAddress to, Nanoton amount) {}

    private static List<Paid> paid(ChainTransaction list) {
        return sorted(list.out().stream().flatMap(m -> m.internal().stream()).map(m -> new Paid(m.to(), m.value())));
    }

    private static List<Paid> owed(PayoutBatch batch) {
        return sorted(batch.payouts().stream().map(p -> new Paid(p.to(), p.amount())));
    }

    private static List<Paid> sorted(Stream<Paid> payments) {
        return payments.sorted(Comparator.comparing((Paid p) -> p.to().raw()).thenComparing(Paid::amount))
                .toList();
    }

    private static TransactionRef ref(ChainTransaction transaction) {
        return new TransactionRef(transaction.account(), transaction.id(), transaction.at(), transaction.fee());
    }
}
