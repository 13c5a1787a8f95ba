package network.cocoon.workers.operator.settlement;

import static network.cocoon.workers.operator.settlement.LocalChain.TON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.operator.contract.ExitMessages;
import network.cocoon.workers.operator.contract.HighloadWallet;
import network.cocoon.workers.operator.contract.HighloadWallet.Payment;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import network.cocoon.workers.operator.contract.InitialState;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.BatchId;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.Payout;
import network.cocoon.workers.operator.port.PayoutBatch;
import network.cocoon.workers.operator.port.Rehearsal;
import network.cocoon.workers.operator.port.RehearsalException;
import network.cocoon.workers.operator.settlement.MessageCheck.Fault;
import org.junit.jupiter.api.Test;

/** The exact message on the real TVM, before anybody sends it: one test for each way in which it is not sent. */
class PayoutRehearsalTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
    private static final ChainHead SEEN = new ChainHead(7, NOW);

    private final SigningKey key = Simulation.key(3);
    private final HighloadWallet wallet =
            new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    private final MessageCheck check = new PayoutRehearsal(LocalChain.REHEARSAL);
    private final PayoutBatch batch = batch(DevchainSettlementTest.payouts(20));

    private static PayoutBatch batch(List<Payout> payouts) {
        return new PayoutBatch(new BatchId("1"), 1, payouts, Optional.empty(), Instant.MAX, Optional.empty());
    }

    private AccountSnapshot active(long ton) {
        return account(wallet.initial(), AccountSnapshot.Status.ACTIVE, ton);
    }

    private static AccountSnapshot account(InitialState init, AccountSnapshot.Status status, long ton) {
        boolean active = status == AccountSnapshot.Status.ACTIVE;
        return new AccountSnapshot(
                init.address(),
                status,
                Nanoton.of(ton * TON),
                active ? Optional.of(init.code()) : Optional.empty(),
                active ? Optional.of(init.data()) : Optional.empty(),
                new Cursor(5_000_000, Digest.sha256()),
                SEEN);
    }

    private static List<Payment> payments(PayoutBatch batch) {
        return batch.payouts().stream()
                .map(p -> new Payment(p.to(), p.amount(), Cell.EMPTY))
                .toList();
    }

    private Cell message(List<Payment> payments, boolean deploy) {
        return wallet.pay(key, new QueryId(0, 1), NOW.minusSeconds(30), payments, deploy);
    }

    @Test
    void a_message_that_pays_what_the_batch_says_passes() {
        assertThat(check.fault(active(100), message(payments(batch), false), batch))
                .isEmpty();
        PayoutBatch full = batch(DevchainSettlementTest.payouts(PayoutBatch.MAX_PAYOUTS));
        assertThat(check.fault(active(400), message(payments(full), false), full))
                .isEmpty();
        AccountSnapshot coins = account(wallet.initial(), AccountSnapshot.Status.UNINITIALISED, 100);
        assertThat(check.fault(coins, message(payments(batch), true), batch))
                .as("the first message deploys")
                .isEmpty();
    }

    @Test
    void what_the_wallet_would_not_take_is_not_sent() {
        List<Payment> list = payments(batch);
        Cell others = wallet.pay(Simulation.key(4), new QueryId(0, 1), NOW.minusSeconds(30), list);
        assertThat(check.fault(active(100), others, batch)).contains(Fault.REFUSED);
        Cell late = wallet.pay(key, new QueryId(0, 1), NOW.minus(Duration.ofHours(2)), list);
        assertThat(check.fault(active(100), late, batch)).contains(Fault.REFUSED);
        AccountSnapshot coins = account(wallet.initial(), AccountSnapshot.Status.UNINITIALISED, 100);
        assertThat(check.fault(coins, message(list, false), batch)).contains(Fault.REFUSED);
        AccountSnapshot frozen = account(wallet.initial(), AccountSnapshot.Status.FROZEN, 100);
        assertThat(check.fault(frozen, message(list, false), batch)).contains(Fault.REFUSED);
    }

    @Test
    void what_would_use_up_a_number_for_nothing_is_not_sent() {
        AccountSnapshot poor = new AccountSnapshot(
                wallet.address(),
                AccountSnapshot.Status.ACTIVE,
                Nanoton.of(TON / 2),
                Optional.of(wallet.initial().code()),
                Optional.of(wallet.initial().data()),
                Cursor.START,
                SEEN);
        assertThat(check.fault(poor, message(payments(batch), false), batch)).contains(Fault.LIST_NOT_SENT);
        assertThat(check.fault(active(15), message(payments(batch), false), batch))
                .contains(Fault.LIST_FAILED);
    }

    @Test
    void what_would_pay_others_or_something_else_is_not_sent() {
        List<Payment> less = payments(batch).subList(0, 19);
        assertThat(check.fault(active(100), message(less, false), batch)).contains(Fault.PAYS_OTHERWISE);
        assertThat(check.fault(active(100), message(payments(batch(DevchainSettlementTest.payouts(21))), false), batch))
                .contains(Fault.PAYS_OTHERWISE);
    }

    /** No wallet of ours does that; a rehearsal that knows no state does. */
    @Test
    void what_would_be_taken_again_is_not_sent() {
        Rehearsal forgetful = (account, message) -> switch (LocalChain.REHEARSAL.of(account, message)) {
            case Rehearsal.Tried.Refused refused -> refused;
            case Rehearsal.Tried.Done done -> new Rehearsal.Tried.Done(account, done.aborted(), done.sent());
        };
        Cell message = message(payments(batch), false);
        assertThat(new PayoutRehearsal(forgetful).fault(active(100), message, batch))
                .contains(Fault.TAKEN_TWICE);
    }

    @Test
    void what_cannot_be_tried_is_not_sent() {
        Rehearsal broken = (_, _) -> {
            throw new RehearsalException("no emulator", new IllegalStateException());
        };
        Cell message = message(payments(batch), false);
        assertThat(new PayoutRehearsal(broken).fault(active(100), message, batch))
                .contains(Fault.NOT_TRIED);
        assertThat(OrderCheck.by(broken).passes(active(100), message, _ -> true))
                .isFalse();
        // Code that is no code breaks the emulator, which starts again.
        AccountSnapshot rubbish = account(new InitialState(Cell.EMPTY, Cell.EMPTY), AccountSnapshot.Status.ACTIVE, 5);
        assertThat(OrderCheck.by(LocalChain.REHEARSAL).passes(rubbish, message, _ -> true))
                .isFalse();
        assertThat(check.fault(active(100), message, batch)).isEmpty();
    }

    @Test
    void an_order_that_the_exit_would_not_carry_out_is_not_sent() {
        var terms = new ExitTerms(key.publicKey(), 3600, -3, wallet.address().raw());
        InitialState exit = ExitMessages.initial(ExitStorage.opening(terms));
        Digest root = Digest.sha256(new byte[] {1});
        Cell order = ExitMessages.setRoot(exit.address(), key, 1, NOW.plusSeconds(60), root, exit);
        OrderCheck orders = OrderCheck.by(LocalChain.REHEARSAL);
        AccountSnapshot coins = account(exit, AccountSnapshot.Status.UNINITIALISED, 1);
        assertThat(orders.passes(coins, order, after -> ExitStorage.of(after).number() == 1))
                .isTrue();
        assertThat(orders.passes(coins, order, after -> ExitStorage.of(after).number() == 2))
                .isFalse();
        Cell late = ExitMessages.setRoot(exit.address(), key, 1, NOW, root, exit);
        assertThat(orders.passes(coins, late, _ -> true)).isFalse();
        assertThat(orders.passes(coins, order, after -> {
                    after.read().skip(1023);
                    return true;
                }))
                .as("data of another kind")
                .isFalse();
    }
}
