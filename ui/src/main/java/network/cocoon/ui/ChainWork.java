package network.cocoon.ui;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.cocoon.commands.escrow.Redemptions;
import network.cocoon.commands.settlement.Payouts;
import network.cocoon.domain.account.EscrowExit;
import network.cocoon.domain.account.EscrowOpening;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Batch;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.Transfer;
import network.cocoon.wire.escrow.EscrowCells;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.contract.EscrowState;
import network.cocoon.workers.operator.port.BatchId;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.Payout;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.PayoutSubmission;
import network.cocoon.workers.operator.port.Redeemable;
import network.cocoon.workers.operator.port.SettlementWork;
import network.cocoon.workers.operator.port.WatchedEscrow;

/** What the command side wants done on chain, in the settlement workers' words. */
final class ChainWork implements SettlementWork {

    /** A batch that failed is over: its money is back in the balances, and a later batch has another number. */
    private static final int ONLY_ATTEMPT = 1;

    private static final String BATCH = "batch-";

    private final Redemptions redemptions;
    private final Payouts payouts;

    ChainWork(Redemptions redemptions, Payouts payouts) {
        this.redemptions = redemptions;
        this.payouts = payouts;
    }

    @Override
    public List<WatchedEscrow> escrows() {
        return redemptions.watched().stream()
                .map(watched -> new WatchedEscrow(
                        watched.account(), opening(watched.escrow().opening())))
                .toList();
    }

    private static EscrowState opening(EscrowOpening opening) {
        return EscrowState.opening(
                EscrowCells.terms(opening),
                opening.voucherKey(),
                TonAddress.parse(opening.payee()),
                TonAddress.parse(opening.payer()));
    }

    @Override
    public List<Redeemable> vouchers() {
        return redemptions.due().stream()
                .map(due -> new Redeemable(
                        due.account(),
                        TonAddress.parse(due.escrow().address()),
                        EscrowCells.terms(due.escrow().opening()),
                        EscrowCells.voucher(due.voucher()),
                        due.escrow().claimed(),
                        Optional.ofNullable(due.escrow().exit()).map(EscrowExit::deadline)))
                .toList();
    }

    @Override
    public List<PayoutBatch> batches() {
        Nanoton carried = payouts.carried();
        List<Batch> open = payouts.open();
        return Stream.concat(
                        open.stream().filter(batch -> batch.transfer() == null),
                        open.stream().filter(batch -> batch.transfer() != null))
                .map(batch -> batch(batch, carried))
                .toList();
    }

    private PayoutBatch batch(Batch batch, Nanoton carried) {
        Optional<Transfer> transfer = Optional.ofNullable(batch.transfer());
        return new PayoutBatch(
                id(batch.number()),
                ONLY_ATTEMPT,
                transfer.map(it -> List.of(new Payout(it.id(), TonAddress.parse(it.to()), it.amount())))
                        .orElseGet(() -> paid(batch)),
                transfer.map(it -> it.purpose().mustLeaveWhatIsOwed() ? carried : Nanoton.ZERO),
                payouts.latestEnd(batch),
                Optional.ofNullable(batch.message()).map(message -> submission(batch.number(), message)));
    }

    private static List<Payout> paid(Batch batch) {
        return batch.payments().stream()
                .map(payment -> new Payout(payment.provider(), TonAddress.parse(payment.address()), payment.amount()))
                .toList();
    }

    static BatchId id(long number) {
        return new BatchId(BATCH + number);
    }

    static long number(BatchId id) {
        return Long.parseLong(id.value().substring(BATCH.length()));
    }

    static PayoutSubmission submission(long batch, PayoutMessage message) {
        return new PayoutSubmission(
                id(batch),
                ONLY_ATTEMPT,
                message.hash(),
                message.queryId(),
                message.createdAt(),
                Duration.ofSeconds(message.timeoutSeconds()),
                new Cursor(message.sinceLt(), message.sinceHash()),
                message.boc());
    }

    static PayoutMessage message(PayoutSubmission submission) {
        return new PayoutMessage(
                submission.messageHash(),
                submission.queryId(),
                submission.createdAt(),
                submission.timeout().toSeconds(),
                submission.since().lt(),
                submission.since().hash(),
                submission.boc());
    }
}
