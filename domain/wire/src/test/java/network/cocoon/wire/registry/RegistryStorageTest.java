package network.cocoon.wire.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.wire.ton.TonFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A registry's data is read as it is written, and nothing else passes for it. */
class RegistryStorageTest {

    private static final TonAddress OWNER = TonAddress.parse("0:" + "5".repeat(64));
    private static final RegistryStorage STORAGE =
            RegistryStorage.opening(Bytes.of(new byte[32]), Duration.ofHours(24), -239, OWNER);

    @Test
    void it_is_read_as_it_was_written() {
        assertThat(RegistryStorage.of(STORAGE.toCell())).isEqualTo(STORAGE);
    }

    static Stream<Cell> longer() {
        Cell data = STORAGE.toCell();
        Cell owner = CellBuilder.begin().address(OWNER).uint(1, 1).end();
        return Stream.of(
                CellBuilder.begin().rest(data.read()).uint(0, 1).end(),
                CellBuilder.begin().rest(data.read()).ref(data).end(),
                withoutRef(data).ref(owner).end());
    }

    private static CellBuilder withoutRef(Cell data) {
        var in = data.read();
        CellBuilder out = CellBuilder.begin();
        while (in.bitsLeft() > 0) {
            out.uint(in.uint(1), 1);
        }
        return out;
    }

    @ParameterizedTest
    @MethodSource("longer")
    void what_has_more_is_refused(Cell data) {
        assertThatThrownBy(() -> RegistryStorage.of(data))
                .isInstanceOfSatisfying(TonFormatException.class, refused -> assertThat(refused.code())
                        .isEqualTo(TonFormatException.Code.CELL_TRAILING));
    }
}
