package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.cocoon.domain.transparency.LeafRow;
import org.junit.jupiter.api.Test;

class DenseOrderTest {

    private final List<Long> read = new ArrayList<>();

    @Property(tries = 200)
    void anyOrderBecomesTheLogs(@ForAll("shuffled") List<Long> indexes) {
        List<Long> all = new ArrayList<>();
        DenseOrder order = new DenseOrder(entry -> all.add(entry.index()), DenseOrder.MOST_BYTES);

        indexes.forEach(index -> order.add(row(index)));
        order.finish();

        assertThat(all).isEqualTo(indexes.stream().sorted().toList());
        assertThat(order.handedOn()).isEqualTo(indexes.size());
    }

    @Provide
    Arbitrary<List<Long>> shuffled() {
        return Arbitraries.integers()
                .between(0, 40)
                .flatMap(n ->
                        Arbitraries.shuffle(LongStream.rangeClosed(1, n).boxed().toList()));
    }

    @Test
    void aGapIsLeftForTheReaderToSee() {
        DenseOrder order = new DenseOrder(entry -> read.add(entry.index()), DenseOrder.MOST_BYTES);

        List.of(1L, 5L, 2L, 4L).forEach(index -> order.add(row(index)));
        assertThat(read).containsExactly(1L, 2L);
        order.finish();

        assertThat(read).containsExactly(1L, 2L, 4L, 5L);
    }

    @Test
    void rowsTooFarApartAreNotKept() {
        DenseOrder order = new DenseOrder(entry -> read.add(entry.index()), 1_000);
        order.add(row(1));
        LongStream.range(10, 13).forEach(index -> order.add(row(index)));

        assertThatThrownBy(() -> order.add(row(13))).isInstanceOf(DenseOrder.TooFarApart.class);
        assertThat(order.handedOn()).isEqualTo(1);
    }

    private static LeafRow row(long index) {
        return new LeafRow(
                index, 0, 1, 0, new byte[32], "inference", "a", "e", "inference.Requested", new byte[0], new byte[0]);
    }
}
