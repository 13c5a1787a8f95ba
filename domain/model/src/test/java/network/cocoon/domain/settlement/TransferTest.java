package network.cocoon.domain.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.DeciderFixture;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.reconciliation.BatchFold;
import network.cocoon.domain.reconciliation.LoggedBatch;
import network.cocoon.domain.reconciliation.WalletMove;
import network.cocoon.domain.settlement.SettlementCommand.ConfirmPayout;
import network.cocoon.domain.settlement.SettlementCommand.CreditBalances;
import network.cocoon.domain.settlement.SettlementCommand.FailPayout;
import network.cocoon.domain.settlement.SettlementCommand.OrderTransfer;
import network.cocoon.domain.settlement.SettlementCommand.SchedulePayout;
import network.cocoon.domain.settlement.SettlementCommand.SubmitPayout;
import network.cocoon.domain.settlement.SettlementEvent.TransferOrdered;
import network.cocoon.domain.settlement.SettlementState.Payouts;
import org.junit.jupiter.api.Test;

class TransferTest {

    private static final Instant NOW = Instant.parse("2026-11-21T00:05:00Z");
    private static final String HOME = "0:" + "f".repeat(64);
    private static final ProviderId OWNER = new ProviderId("own_" + "1".repeat(32));
    private static final WalletTransaction SENT = new WalletTransaction(9, Digest.sha256(), NOW);

    private final DeciderFixture<SettlementCommand, SettlementState, SettlementEvent> credited = DeciderFixture.of(
                    new SettlementDecider())
            .given(new CreditBalances(
                    new PeriodId("2026-11-20"), List.of(new Accrual(OWNER, Nanoton.of(500), 2)), NOW));

    private static Transfer transfer(String id, long amount) {
        return new Transfer(new TransferId(id), HOME, Nanoton.of(amount), TransferPurpose.FEES, "");
    }

    private static OrderTransfer order(Transfer transfer) {
        return new OrderTransfer(transfer, NOW);
    }

    private static SubmitPayout submit(long batch) {
        return new SubmitPayout(
                batch,
                new PayoutMessage(Digest.sha256(), 1, NOW, 60, 6, Digest.sha256(), Bytes.of(new byte[] {1})),
                NOW);
    }

    private static FailPayout fail(long batch, PayoutFailure reason) {
        return new FailPayout(batch, reason, null, Nanoton.ZERO, NOW);
    }

    @Test
    void goesOutAsABatchOfItsOwnAndTouchesNoBalance() {
        var ordered = credited.given(order(transfer("a", 100)));
        var paid = ordered.given(
                new SchedulePayout(Nanoton.of(1), 250, List.of(new Payee(OWNER, "0:" + "1".repeat(64))), NOW));
        assertThat(((Payouts) paid.state()).open()).extracting(Batch::number).containsExactly(1L, 2L);

        var confirmed = ordered.given(submit(1)).given(new ConfirmPayout(1, SENT, SENT, Nanoton.of(3), NOW));

        Payouts book = (Payouts) confirmed.state();
        assertThat(book.open()).isEmpty();
        assertThat(book.carried()).isEqualTo(Nanoton.of(500));
        assertThat(book.balances()).isEqualTo(((Payouts) credited.state()).balances());
        assertThat(book.transfers()).containsOnlyKeys(new TransferId("a"));
    }

    @Test
    void isOrderedOnceUnderItsIdForEver() {
        var ordered = credited.given(order(transfer("a", 100)));
        ordered.thenAlreadyDone(order(transfer("a", 100)));
        ordered.thenRefused(order(transfer("a", 101)), SettlementRefusal.TRANSFER_DIFFERS);
        var over = ordered.given(fail(1, PayoutFailure.NOT_COVERED));
        over.thenAlreadyDone(order(transfer("a", 100)));
        over.thenRefused(order(transfer("a", 101)), SettlementRefusal.TRANSFER_DIFFERS);
    }

    @Test
    void isGivenUpBeforeItIsSubmittedAndNeverAfter() {
        var ordered = credited.given(order(transfer("a", 100)));
        ordered.thenRefused(fail(1, PayoutFailure.NEVER_EXECUTED), SettlementRefusal.NOT_SUBMITTED);
        var submitted = ordered.given(submit(1));
        submitted.thenRefused(fail(1, PayoutFailure.NOT_COVERED), SettlementRefusal.PAYOUT_CONTRADICTION);
        assertThat(((Payouts) submitted
                                .given(fail(1, PayoutFailure.NEVER_EXECUTED))
                                .state())
                        .failed())
                .containsExactly(1L);

        var owed = credited.given(
                new SchedulePayout(Nanoton.of(1), 250, List.of(new Payee(OWNER, "0:" + "1".repeat(64))), NOW));
        owed.thenRefused(fail(1, PayoutFailure.NOT_COVERED), SettlementRefusal.PAYOUT_CONTRADICTION);
    }

    @Test
    void mustBeOneThatCanBe() {
        for (Transfer wrong : List.of(
                transfer("a", 0),
                new Transfer(new TransferId("a"), "EQ", Nanoton.of(1), TransferPurpose.FEES, ""),
                new Transfer(new TransferId("a"), HOME, Nanoton.of(1), TransferPurpose.OTHER, " "),
                new Transfer(new TransferId("a"), HOME, Nanoton.of(1), TransferPurpose.OTHER, "two\nlines"),
                new Transfer(new TransferId("a"), HOME, Nanoton.of(1), TransferPurpose.FEES, "x".repeat(201)))) {
            credited.thenRefused(order(wrong), SettlementRefusal.INVALID_TRANSFER);
        }
        var full = credited;
        for (int i = 0; i < SettlementDecider.MOST_TRANSFERS; i++) {
            full = full.given(order(transfer("t" + i, 1)));
        }
        full.thenRefused(order(transfer("more", 1)), SettlementRefusal.TOO_MANY_TRANSFERS);
    }

    @Test
    void reconciliationKnowsItAsABatchOfOne() {
        BatchFold fold = new BatchFold(_ -> Digest.sha256());
        fold.on(new TransferOrdered(1, transfer("a", 100), NOW));
        assertThat(fold.batches())
                .containsExactly(new LoggedBatch(
                        1, List.of(new WalletMove.Sent(HOME, Nanoton.of(100))), null, new LoggedBatch.Open()));
    }
}
