package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitClaim;
import network.cocoon.domain.settlement.ExitLeaf;
import network.cocoon.domain.settlement.ExitTree;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.wire.exit.ExitClaims;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is paid by the exit, once, and who is not. On the real TVM. */
class ExitClaimTest {

    private static final int CLOSED = 56;
    private static final int NOT_OWED = 57;
    private static final int PAID = 58;
    private static final int NOT_FUNDED = 59;
    private static final int UNKNOWN = 62;

    private final ExitFixture f = new ExitFixture();

    @Test
    void while_the_operator_is_heard_of_nobody_claims() {
        ExitTree tree = ExitTree.of(ExitFixture.owed("1", "2"));
        f.set(1, tree.root());
        f.chain.pass(ExitFixture.DELAY.minusSeconds(1));
        assertThat(f.claim(tree.claim(0)).exitCode()).isEqualTo(CLOSED);
        f.chain.pass(Duration.ofSeconds(1));
        assertThat(f.claim(tree.claim(0)).exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 9, 300})
    void everybody_is_paid_once_what_is_owed_whoever_sends_the_claim(int providers) {
        List<Payment> owed = ExitFixture.owed(providers);
        ExitTree tree = f.open(owed);
        BigInteger reserve = f.chain.balance(f.exit);
        BigInteger sum = BigInteger.ZERO;
        int step = Math.max(1, providers / 9);
        for (int i = providers - 1; i >= 0; i -= step) {
            var outcome = f.claim(tree.claim(i));
            assertThat(outcome.exitCode()).isZero();
            assertThat(outcome.at(f.exit).actionCode()).isZero();
            BigInteger amount = BigInteger.valueOf(owed.get(i).amount().value());
            sum = sum.add(amount);
            assertThat(f.chain.balance(ExitFixture.wallet(i)))
                    .as("what is owed, and the message's rest")
                    .isBetween(amount, amount.add(BigInteger.valueOf(ExitClaims.FOR_GAS.value())));
            assertThat(f.claim(tree.claim(i)).exitCode()).isEqualTo(PAID);
        }
        // Rent is all that the exit itself pays for; the chain's clock stood.
        assertThat(reserve.subtract(f.chain.balance(f.exit))).isBetween(sum, sum.add(BigInteger.valueOf(20_000_000)));
        if (providers == 300) {
            assertThat(f.chain.data(f.exit).depth()).as("two words of bits").isEqualTo(2);
        }
    }

    @Test
    void a_refused_claim_gives_the_value_back() {
        ExitTree tree = f.open(ExitFixture.owed("1"));
        f.claim(tree.claim(0));
        BigInteger before = f.chain.balance(f.exit);
        var again = f.claim(tree.claim(0));
        assertThat(again.exitCode()).isEqualTo(PAID);
        assertThat(f.chain.balance(f.exit)).isEqualTo(before);
        assertThat(f.chain.balance(f.stranger)).isPositive();
    }

    @Test
    void an_underfunded_reserve_refuses_and_the_claim_stays_good() {
        ExitTree tree = f.open(ExitFixture.owed("6", "6"));
        assertThat(f.claim(tree.claim(0)).exitCode()).isZero();
        BigInteger left = f.chain.balance(f.exit);
        assertThat(f.claim(tree.claim(1)).exitCode()).isEqualTo(NOT_FUNDED);
        assertThat(f.chain.balance(f.exit)).isEqualTo(left);
        assertThat(f.chain.balance(ExitFixture.wallet(1))).isZero();
        assertThat(f.chain.send(f.stranger, f.exit, ton("3"), Cell.EMPTY).exitCode())
                .isZero();
        assertThat(f.claim(tree.claim(1)).exitCode()).isZero();
        assertThat(f.chain.balance(ExitFixture.wallet(1))).isGreaterThanOrEqualTo(nanoton("6"));
    }

    @Test
    void the_rent_of_the_tombstone_is_never_paid_out() {
        ExitTree tree = f.open(ExitFixture.owed("9.9"));
        assertThat(f.claim(tree.claim(0)).exitCode()).isEqualTo(NOT_FUNDED);
    }

    @Test
    void a_claim_that_was_cut_in_the_middle_is_paid_and_not_twice() {
        ExitTree tree = f.open(ExitFixture.owed("2"));
        Cell message =
                f.chain.message(f.stranger, f.exit, ExitClaims.FOR_GAS, ExitClaims.body(tree.claim(0)), null, true);
        assertThat(f.chain.deliver(f.exit, message).exitCode()).isZero();
        assertThat(f.chain.deliver(f.exit, message).exitCode()).isEqualTo(PAID);
        f.chain.settle(new Random(1));
        assertThat(f.chain.balance(ExitFixture.wallet(0))).isBetween(nanoton("2"), nanoton("2.05"));
    }

    @Test
    void too_little_gas_consumes_no_claim() {
        ExitTree tree = f.open(ExitFixture.owed(300));
        for (String value : new String[] {"0.0004", "0.001", "0.0015", "0.002", "0.0025", "0.003"}) {
            var outcome = f.chain.send(f.stranger, f.exit, ton(value), ExitClaims.body(tree.claim(7)));
            boolean paid = f.chain.balance(ExitFixture.wallet(7)).signum() > 0;
            assertThat(f.state().paid() != null)
                    .as("at " + value + ", " + outcome.refused())
                    .isEqualTo(paid);
            if (paid) {
                return;
            }
        }
        assertThat(f.claim(tree.claim(7)).exitCode()).isZero();
    }

    @Test
    void only_what_leads_to_the_root_is_owed() {
        ExitTree tree = f.open(ExitFixture.owed("1", "2", "3"));
        ExitClaim good = tree.claim(1);
        ExitLeaf leaf = good.leaf();
        List<ExitClaim> forged = new ArrayList<>();
        forged.add(new ExitClaim(new ExitLeaf(1, leaf.address(), ton("5")), good.path()));
        forged.add(new ExitClaim(new ExitLeaf(1, f.stranger.raw(), leaf.owed()), good.path()));
        forged.add(new ExitClaim(new ExitLeaf(9, leaf.address(), leaf.owed()), good.path()));
        forged.add(new ExitClaim(leaf, tree.claim(0).path()));
        forged.add(new ExitClaim(leaf, good.path().subList(0, 1)));
        List<ExitClaim.Step> longer = new ArrayList<>(good.path());
        longer.add(new ExitClaim.Step(true, Digest.sha256()));
        forged.add(new ExitClaim(leaf, longer));
        forged.add(ExitTree.of(ExitFixture.owed("1", "5", "3")).claim(1));
        for (ExitClaim claim : forged) {
            assertThat(f.claim(claim).exitCode()).isEqualTo(NOT_OWED);
        }
        assertThat(f.state().paid()).isNull();
        assertThat(f.claim(good).exitCode()).isZero();
    }

    @Test
    void nobody_is_paid_by_two_roots() {
        ExitTree first = ExitTree.of(ExitFixture.owed("1", "2"));
        f.set(1, first.root());
        f.chain.pass(Duration.ofDays(1));
        ExitTree second = ExitTree.of(ExitFixture.owed("1", "2", "3"));
        f.set(2, second.root());
        f.chain.pass(ExitFixture.DELAY);
        assertThat(f.claim(first.claim(0)).exitCode()).isEqualTo(NOT_OWED);
        assertThat(f.claim(second.claim(0)).exitCode()).isZero();
        assertThat(f.claim(first.claim(0)).exitCode()).isEqualTo(NOT_OWED);
    }

    @Test
    void nothing_is_owed_by_an_empty_tree() {
        ExitTree none = f.open(List.of());
        assertThat(none.root()).isEqualTo(Digest.sha256());
        assertThat(f.claim(ExitTree.of(ExitFixture.owed("1")).claim(0)).exitCode())
                .isEqualTo(NOT_OWED);
    }

    @Test
    void what_it_does_not_understand_it_gives_back_and_what_bounces_changes_nothing() {
        ExitTree tree = f.open(ExitFixture.owed("1"));
        Cell unknown = CellBuilder.begin().uint(0x43580204L, 32).end();
        assertThat(f.chain.send(f.stranger, f.exit, ton("1"), unknown).exitCode())
                .isEqualTo(UNKNOWN);
        Cell data = f.chain.data(f.exit);
        Cell body = CellBuilder.begin()
                .uint(0xFFFFFFFFL, 32)
                .cell(ExitClaims.body(tree.claim(0)))
                .end();
        f.chain.deliver(f.exit, f.chain.bounced(ExitFixture.wallet(0), f.exit, ton("1"), body));
        assertThat(f.chain.data(f.exit)).isEqualTo(data);
    }

    @Test
    void all_its_bits_are_bounded() {
        ExitTree tree = f.open(ExitFixture.owed(1));
        f.claim(tree.claim(0));
        assertThat(f.chain.data(f.exit).bits()).isEqualTo(f.opening.toCell().bits());
        assertThat(new ExitLeaf(ExitTree.MOST_LEAVES - 1, f.owner.raw(), Nanoton.of(1)).hash())
                .isNotEqualTo(tree.root());
    }

    private static BigInteger nanoton(String amount) {
        return BigInteger.valueOf(ton(amount).value());
    }
}
