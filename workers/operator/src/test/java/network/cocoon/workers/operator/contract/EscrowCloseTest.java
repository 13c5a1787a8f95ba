package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.escrow.EscrowTerms;
import network.cocoon.wire.escrow.Promise;
import network.cocoon.wire.escrow.Voucher;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.AccountState;
import org.junit.jupiter.api.Test;

/** How an app leaves, changes its key, and what stays. All on the real TVM. */
class EscrowCloseTest {

    private static final int SIGNATURE = 51;
    private static final int NOTHING_TO_PAY = 53;
    private static final int NOT_PAYER = 54;
    private static final int NOTHING_ASKED = 55;
    private static final int TOO_EARLY = 56;
    private static final int CLOSED = 57;
    private static final int UNKNOWN = 58;
    private static final Nanoton FEE = ton("0.02");

    private final EscrowFixture f = new EscrowFixture();

    @Test
    void an_app_leaves_by_itself_after_the_delay() {
        send(f.payer, EscrowMessages.askToClose());
        f.chain.pass(EscrowFixture.DELAY);
        send(f.payer, EscrowMessages.finish());
        assertThat(f.chain.balance(f.payer)).isGreaterThan(nano("10"));
        assertThat(f.state().claimed()).as("closed").isEmpty();
        assertThat(f.chain.balance(f.escrow))
                .as("the rent of the tombstone stays")
                .isBetween(nano("0.018"), nano("0.02"));
    }

    @Test
    void the_network_redeems_while_the_delay_runs() {
        send(f.payer, EscrowMessages.askToClose());
        f.chain.pass(EscrowFixture.DELAY.minusSeconds(1));
        assertThat(send(f.payer, EscrowMessages.finish())).isEqualTo(TOO_EARLY);
        assertThat(send(f.stranger, EscrowMessages.finish())).isEqualTo(TOO_EARLY);
        f.claim(f.voucher("4"));
        f.chain.pass(Duration.ofSeconds(1));
        send(f.stranger, EscrowMessages.finish());
        assertThat(f.chain.balance(f.payee)).isGreaterThan(nano("4.9"));
        assertThat(f.chain.balance(f.payer)).isBetween(nano("5.9"), nano("6.1"));
    }

    @Test
    void both_together_close_at_once() {
        assertThat(send(f.payee, EscrowMessages.finish())).isEqualTo(NOTHING_ASKED);
        send(f.payer, EscrowMessages.askToClose());
        f.claim(f.voucher("4"));
        send(f.payee, EscrowMessages.finish());
        assertThat(f.state().claimed()).isEmpty();
        assertThat(f.chain.balance(f.payer)).isGreaterThan(nano("5.9"));
    }

    @Test
    void only_the_owners_wallet_asks() {
        Bytes key = f.client.publicKey();
        for (TonAddress other : new TonAddress[] {f.stranger, f.payee, new TonAddress((byte) -1, f.payer.hash())}) {
            assertThat(send(other, EscrowMessages.askToClose())).isEqualTo(NOT_PAYER);
            assertThat(send(other, EscrowMessages.askToChangeKey(key))).isEqualTo(NOT_PAYER);
        }
        assertThat(f.state().asked()).isEmpty();
    }

    @Test
    void a_key_change_does_not_take_signed_vouchers_back() {
        Voucher old = f.voucher("4");
        send(f.payer, EscrowMessages.askToChangeKey(f.client.publicKey()));
        assertThat(send(f.payer, EscrowMessages.finish())).isEqualTo(TOO_EARLY);
        f.claim(old);
        assertThat(f.claimed()).isEqualTo(ton("4"));
        f.chain.pass(EscrowFixture.DELAY);
        send(f.stranger, EscrowMessages.finish());
        assertThat(f.state().voucherKey()).isEqualTo(f.client.publicKey());
        assertThat(f.state().asked()).isEqualTo(Optional.empty());
        assertThat(f.claim(f.voucher("5")).exitCode()).isEqualTo(SIGNATURE);
        Promise more = new Promise(ton("5"), f.soon());
        f.claim(f.state().keys(f.escrow).sign(f.client, more));
        assertThat(f.claimed()).isEqualTo(ton("5"));
        assertThat(f.state().payee()).isEqualTo(f.payee);
        assertThat(f.state().payer()).isEqualTo(f.payer);
    }

    @Test
    void asking_again_replaces_and_waits_again() {
        send(f.payer, EscrowMessages.askToClose());
        f.chain.pass(EscrowFixture.DELAY);
        send(f.payer, EscrowMessages.askToChangeKey(f.owner.publicKey()));
        assertThat(send(f.stranger, EscrowMessages.finish())).isEqualTo(TOO_EARLY);
        f.chain.pass(EscrowFixture.DELAY);
        send(f.stranger, EscrowMessages.finish());
        assertThat(f.state()).as("the close is taken back").isEqualTo(f.opening);
    }

    @Test
    void a_key_that_is_none_harms_only_who_asked_for_it() {
        Cell broken = CellBuilder.begin().uint(5, 8).end();
        Cell ask = CellBuilder.begin().uint(0x434F0102L, 32).maybeRef(broken).end();
        send(f.payer, ask);
        assertThat(f.state().asked().orElseThrow().change()).isEqualTo(new EscrowState.Unusable());
        f.chain.pass(EscrowFixture.DELAY);
        assertThat(send(f.payer, EscrowMessages.finish())).isNotZero();
        f.claim(f.voucher("1"));
        assertThat(f.claimed()).isEqualTo(ton("1"));
        send(f.payer, EscrowMessages.askToClose());
        f.chain.pass(EscrowFixture.DELAY);
        send(f.payer, EscrowMessages.finish());
        assertThat(f.state().claimed()).isEmpty();
    }

    @Test
    void a_claim_and_a_close_in_either_order_pay_once() {
        send(f.payer, EscrowMessages.askToClose());
        f.chain.pass(EscrowFixture.DELAY);
        f.chain.deliver(f.escrow, f.chain.message(f.payer, f.escrow, FEE, EscrowMessages.finish(), null, true));
        assertThat(f.claim(f.voucher("4")).exitCode()).isEqualTo(NOTHING_TO_PAY);
        f.chain.settle();
        assertThat(f.chain.balance(f.payer)).isGreaterThan(nano("9.9"));
    }

    @Test
    void a_tombstone_cannot_be_opened_again() {
        Voucher old = f.keys.sign(f.owner, new Promise(ton("4"), f.soon().plus(Duration.ofDays(30))));
        f.claim(old);
        close();
        Cell code = f.chain.code(f.escrow);
        for (boolean bounce : new boolean[] {true, false}) {
            f.chain.send(f.payer, f.escrow, ton("10"), EscrowMessages.topUp(), f.opening.initial(), bounce);
        }
        assertThat(f.state().claimed()).as("still closed").isEmpty();
        assertThat(f.claim(old).exitCode()).isEqualTo(NOTHING_TO_PAY);
        assertThat(send(f.payer, EscrowMessages.askToClose())).isZero();
        f.chain.pass(EscrowFixture.DELAY);
        send(f.payer, EscrowMessages.finish());
        assertThat(f.claim(f.voucher("9")).exitCode()).isEqualTo(NOTHING_TO_PAY);
        assertThat(f.chain.code(f.escrow)).isEqualTo(code);
    }

    @Test
    void what_comes_after_the_close_goes_back_or_on_to_the_payer() {
        close();
        var late = f.chain.send(f.payer, f.escrow, ton("2"), EscrowMessages.topUp());
        assertThat(late.at(f.escrow).exitCode()).isEqualTo(CLOSED);
        assertThat(late.at(f.escrow).phases().bounced()).isTrue();
        f.chain.send(f.stranger, f.escrow, ton("2"), EscrowMessages.topUp(), null, false);
        BigInteger before = f.chain.balance(f.payer);
        send(f.stranger, EscrowMessages.finish());
        assertThat(f.chain.balance(f.payer).subtract(before)).isGreaterThan(nano("1.99"));
    }

    @Test
    void repeated_finishes_do_not_eat_the_rent() {
        close();
        for (int i = 0; i < 20; i++) {
            f.chain.send(f.stranger, f.escrow, ton("0.003"), EscrowMessages.finish());
        }
        assertThat(f.chain.balance(f.escrow)).isGreaterThan(nano("0.018"));
    }

    @Test
    void a_finish_that_cannot_pay_changes_nothing() {
        f.claim(f.voucher("25"));
        send(f.payer, Nanoton.of(2_000_000), EscrowMessages.askToClose());
        f.chain.pass(EscrowFixture.DELAY);
        send(f.payer, Nanoton.of(1_000_000), EscrowMessages.finish());
        assertThat(f.state().claimed()).isPresent();
        send(f.payer, EscrowMessages.finish());
        assertThat(f.state().claimed()).isEmpty();
    }

    @Test
    void the_tombstone_outlives_every_voucher() {
        close();
        f.chain.pass(EscrowTerms.LIFETIME);
        f.chain.send(f.stranger, f.escrow, Nanoton.of(1), EscrowMessages.topUp());
        var account = f.chain.existing(f.escrow);
        assertThat(account.due()).as("rent owed after the escrow's lifetime").isZero();
        assertThat(account.state()).isInstanceOf(AccountState.Active.class);
        // With nothing paid for, it is frozen after decades, and the address is taken for longer than that.
        f.chain.pass(Duration.ofDays(40 * 365));
        f.chain.send(f.payer, f.escrow, Nanoton.of(1), EscrowMessages.topUp(), f.opening.initial(), false);
        assertThat(f.chain.existing(f.escrow).state()).isInstanceOf(AccountState.Frozen.class);
    }

    @Test
    void what_it_does_not_know_goes_back() {
        Cell unknown = CellBuilder.begin().uint(0x434F0199L, 32).end();
        assertThat(send(f.payer, unknown)).isEqualTo(UNKNOWN);
        assertThat(send(f.payer, CellBuilder.begin().uint(0, 8).end())).isNotZero();
    }

    private void close() {
        send(f.payer, EscrowMessages.askToClose());
        f.chain.pass(EscrowFixture.DELAY);
        send(f.payer, EscrowMessages.finish());
        assertThat(f.state().claimed()).isEmpty();
    }

    private int send(TonAddress from, Cell body) {
        return send(from, FEE, body);
    }

    private int send(TonAddress from, Nanoton value, Cell body) {
        return f.chain.send(from, f.escrow, value, body).exitCode();
    }

    private static BigInteger nano(String amount) {
        return BigInteger.valueOf(ton(amount).value());
    }
}
