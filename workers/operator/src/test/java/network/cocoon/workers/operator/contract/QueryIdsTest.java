package network.cocoon.workers.operator.contract;

import static network.cocoon.workers.operator.contract.Chain.ton;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonFormatException;
import network.cocoon.workers.operator.contract.HighloadWallet.QueryId;
import org.junit.jupiter.api.Test;

/** Which query id comes next, of a real wallet's data: free, and beside others. */
class QueryIdsTest {

    private final Chain chain = new Chain();
    private final SigningKey key = EscrowFixture.key(3);
    private final HighloadWallet wallet =
            new HighloadWallet(key.publicKey(), HighloadWallet.SUBWALLET, Duration.ofHours(1));
    private final RandomGenerator random = new SplittableRandom(17);

    QueryIdsTest() {
        chain.deploy(wallet.initial(), ton("100"));
    }

    @Test
    void ids_of_a_time_lie_in_one_shift_and_none_is_chosen_twice() {
        Set<Integer> chosen = new HashSet<>();
        Set<Integer> shifts = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            QueryId next = next(Set.of());
            assertThat(chosen.add(next.value())).isTrue();
            shifts.add(next.shift());
            send(next);
        }
        assertThat(shifts).hasSize(1);
    }

    @Test
    void what_is_on_its_way_is_taken_and_stands_beside() {
        QueryId first = next(Set.of());
        Set<Integer> others = new HashSet<>(Set.of(first.value()));
        for (int i = 1; i < 1023; i++) {
            QueryId next = next(others);
            assertThat(next.shift()).isEqualTo(first.shift());
            assertThat(others.add(next.value())).isTrue();
        }
        assertThat(next(others).shift()).as("full").isNotEqualTo(first.shift());
    }

    @Test
    void a_new_time_begins_another_shift_and_no_id_comes_again_before_it_is_forgotten() {
        QueryId first = next(Set.of());
        send(first);
        chain.pass(Duration.ofMinutes(61));
        QueryId second = next(Set.of());
        assertThat(second.shift()).isNotEqualTo(first.shift());
        send(second);
        assertThat(next(Set.of(first.value())).value())
                .as("the wallet still has it")
                .isNotEqualTo(first.value());
        assertThat(next(Set.of()).shift()).isEqualTo(second.shift());
    }

    @Test
    void other_data_are_refused() {
        assertThatThrownBy(() -> QueryIds.of(Cell.EMPTY)).isInstanceOf(TonFormatException.class);
        Cell noTable = CellBuilder.begin()
                .bytes(new byte[36])
                .bit(true)
                .bit(false)
                .uint(0, 64)
                .uint(3600, 22)
                .ref(Cell.EMPTY)
                .end();
        assertThatThrownBy(() -> QueryIds.of(noTable)).isInstanceOf(TonFormatException.class);
    }

    private QueryId next(Set<Integer> others) {
        return QueryIds.of(chain.data(wallet.address())).next(chain.now(), others, random);
    }

    private void send(QueryId id) {
        Cell message = wallet.pay(key, id, chain.now().minusSeconds(10), HighloadWalletTest.payments(1, "0.1"));
        assertThat(chain.external(wallet.address(), message).exitCode()).isZero();
    }
}
