package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.settlement.ExitTree;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.tvm.block.Message;
import org.junit.jupiter.api.Test;

/** What the operator may do with the exit, and what it may not. On the real TVM. */
class ExitRootTest {

    private static final int SIGNATURE = 51;
    private static final int NOT_NEWER = 52;
    private static final int EXPIRED = 53;
    private static final int OPEN = 54;
    private static final int PADDED = 55;
    private static final int NOT_OWNER = 60;
    private static final int TOO_EARLY = 61;
    private static final Digest A = Digest.sha256(new byte[] {1});
    private static final Digest B = Digest.sha256(new byte[] {2});

    private final ExitFixture f = new ExitFixture();

    @Test
    void a_root_is_kept_with_the_time_of_its_setting() {
        assertThat(f.state()).isEqualTo(f.opening);
        assertThat(f.set(1, A)).isZero();
        assertThat(f.state().root()).isEqualTo(A);
        assertThat(f.state().since()).isEqualTo(f.chain.now());
        f.chain.pass(Duration.ofDays(1));
        assertThat(f.set(9, B)).as("numbers may be left out").isZero();
        assertThat(f.state().number()).isEqualTo(9);
        assertThat(f.state().opensAt()).isEqualTo(f.chain.now().plus(ExitFixture.DELAY));
    }

    @Test
    void a_root_works_once_in_its_time_and_here() {
        f.set(2, A);
        BigInteger balance = f.chain.balance(f.exit);
        assertThat(f.set(2, A)).as("a replay").isEqualTo(NOT_NEWER);
        assertThat(f.set(2, B)).as("another under its number").isEqualTo(NOT_NEWER);
        assertThat(f.set(1, B)).as("an older one that was late").isEqualTo(NOT_NEWER);
        var soon = f.chain.now().plus(Duration.ofMinutes(10));
        Cell late = ExitMessages.setRoot(f.exit, f.key, 3, soon, B, null);
        Cell forged = ExitMessages.setRoot(f.exit, EscrowFixture.key(8), 3, soon, B, null);
        TonAddress mainnet = ExitMessages.initial(
                        ExitStorage.opening(f.key.publicKey(), ExitFixture.DELAY, -239, f.owner))
                .address();
        assertThat(mainnet).isNotEqualTo(f.exit);
        Cell elsewhere = ExitMessages.setRoot(mainnet, f.key, 3, soon, B, null);
        assertThat(f.chain.external(f.exit, forged).exitCode()).isEqualTo(SIGNATURE);
        assertThat(f.chain
                        .external(
                                f.exit,
                                Messages.external(
                                        f.exit, null, Message.read(elsewhere).body()))
                        .exitCode())
                .isEqualTo(SIGNATURE);
        f.chain.pass(Duration.ofMinutes(10));
        assertThat(f.chain.external(f.exit, late).exitCode()).isEqualTo(EXPIRED);
        assertThat(f.chain.balance(f.exit)).as("refused before it is paid for").isEqualTo(balance);
    }

    @Test
    void nobody_burns_the_reserve_by_padding_a_root() {
        f.set(1, A);
        var soon = f.chain.now().plus(Duration.ofMinutes(10));
        Cell withState = ExitMessages.setRoot(f.exit, f.key, 2, soon, B, ExitMessages.initial(f.opening));
        Cell plain = Message.read(ExitMessages.setRoot(f.exit, f.key, 2, soon, B, null))
                .body();
        Cell spare = CellBuilder.begin().cell(plain).ref(Cell.EMPTY).end();
        BigInteger balance = f.chain.balance(f.exit);
        assertThat(f.chain.external(f.exit, withState).exitCode()).isEqualTo(PADDED);
        assertThat(f.chain
                        .external(f.exit, Messages.external(f.exit, null, spare))
                        .exitCode())
                .isNotZero();
        assertThat(f.chain.balance(f.exit)).isEqualTo(balance);
    }

    @Test
    void the_first_root_deploys_where_coins_wait() {
        ExitFixture g = new ExitFixture();
        ExitStorage fresh = ExitStorage.opening(g.key.publicKey(), Duration.ofDays(7), ExitFixture.NETWORK, g.owner);
        InitialState initial = ExitMessages.initial(fresh);
        g.chain.send(g.owner, initial.address(), ton("5"), Cell.EMPTY, null, false);
        Cell first = ExitMessages.setRoot(
                initial.address(), g.key, 1, g.chain.now().plus(Duration.ofMinutes(10)), A, initial);
        assertThat(g.chain.external(initial.address(), first).exitCode()).isZero();
        assertThat(ExitStorage.of(g.chain.data(initial.address())).root()).isEqualTo(A);
    }

    @Test
    void an_operator_that_was_silent_cannot_close_the_exit_again() {
        f.set(1, A);
        f.chain.pass(ExitFixture.DELAY.minusSeconds(1));
        assertThat(f.set(2, B)).as("the last second").isZero();
        f.chain.pass(ExitFixture.DELAY);
        assertThat(f.set(3, A)).isEqualTo(OPEN);
        assertThat(f.state().root()).isEqualTo(B);
    }

    @Test
    void before_the_first_root_the_exit_is_not_open() {
        f.chain.pass(ExitFixture.DELAY.multipliedBy(20));
        assertThat(f.set(1, A)).isZero();
    }

    @Test
    void the_reserve_leaves_only_to_the_owner_and_only_after_a_notice_longer_than_the_opening() {
        f.set(1, A);
        assertThat(f.chain
                        .send(f.stranger, f.exit, ton("0.05"), ExitMessages.ask())
                        .exitCode())
                .isEqualTo(NOT_OWNER);
        assertThat(take()).as("not asked").isEqualTo(TOO_EARLY);
        assertThat(f.chain
                        .send(f.owner, f.exit, ton("0.05"), ExitMessages.ask())
                        .exitCode())
                .isZero();
        assertThat(take()).isEqualTo(TOO_EARLY);
        live(2, 28, Duration.ofDays(1));
        assertThat(f.chain
                        .send(f.stranger, f.exit, ton("0.05"), ExitMessages.take())
                        .exitCode())
                .isEqualTo(NOT_OWNER);
        var taken = f.chain.send(f.owner, f.exit, ton("0.05"), ExitMessages.take());
        assertThat(taken.exitCode()).isZero();
        assertThat(taken.at(f.exit).actionCode()).isZero();
        assertThat(f.chain.balance(f.owner))
                .isGreaterThan(BigInteger.valueOf(ton("9.7").value()));
        assertThat(f.chain.balance(f.exit))
                .isLessThanOrEqualTo(BigInteger.valueOf(ton("0.2").value()));
        assertThat(take()).as("a notice serves once").isEqualTo(TOO_EARLY);
    }

    @Test
    void an_old_notice_does_not_serve_later() {
        f.set(1, A);
        f.chain.send(f.owner, f.exit, ton("0.05"), ExitMessages.ask());
        live(2, 42, Duration.ofDays(1));
        assertThat(take()).isEqualTo(TOO_EARLY);
    }

    @Test
    void who_asks_and_falls_silent_opens_the_exit_sooner() {
        f.set(1, A);
        f.chain.send(f.owner, f.exit, ton("0.05"), ExitMessages.ask());
        f.chain.pass(ExitFixture.DELAY.multipliedBy(2));
        assertThat(take()).as("the exit is open").isEqualTo(TOO_EARLY);
        f.chain.pass(Duration.ofDays(365).minus(ExitFixture.DELAY).minusSeconds(1));
        assertThat(take()).isEqualTo(TOO_EARLY);
        f.chain.pass(Duration.ofSeconds(1));
        assertThat(take()).as("the time of claims is over").isZero();
    }

    @Test
    void the_tombstone_outlives_what_could_be_signed_for_it() {
        ExitTree tree = ExitTree.of(ExitFixture.owed("1"));
        f.set(1, tree.root());
        f.chain.pass(ExitFixture.DELAY.plus(Duration.ofDays(365)));
        assertThat(take()).isZero();
        f.chain.pass(Duration.ofDays(4 * 365));
        f.chain.send(f.stranger, f.exit, ton("0.01"), Cell.EMPTY, null, false);
        assertThat(f.chain.balance(f.exit))
                .isGreaterThan(BigInteger.valueOf(ton("0.1").value()));
        assertThat(f.state().number()).isEqualTo(1);
    }

    private int take() {
        return f.chain.send(f.owner, f.exit, ton("0.05"), ExitMessages.take()).exitCode();
    }

    /** Sets a root each day. */
    private void live(long from, int days, Duration pause) {
        for (int i = 0; i < days; i++) {
            f.chain.pass(pause);
            assertThat(f.set(from + i, A)).isZero();
        }
    }
}
