package network.cocoon.workers.gpu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import network.cocoon.workers.gpu.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineLimitsTest {

    private static final long GIB = 1L << 30;
    private static final long PER_TOKEN = 112 << 10;
    private static final int MODEL = 40_960;

    @Test
    void memory_is_a_number_of_bytes_or_a_share_of_what_is_left() {
        assertThat(KvMemory.parse("6GiB")).isEqualTo(KvMemory.bytes(6 * GIB));
        assertThat(KvMemory.parse(" 512m ")).isEqualTo(KvMemory.bytes(512 << 20));
        assertThat(KvMemory.parse("1000")).isEqualTo(KvMemory.bytes(1000));
        assertThat(KvMemory.parse("2 TB")).isEqualTo(KvMemory.bytes(2048 * GIB));
        assertThat(KvMemory.parse("40%").of(1000)).isEqualTo(400);
        assertThat(KvMemory.parse("50%")).isEqualTo(KvMemory.HALF);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0%", "101%", "-1", "6 gallons", "1.5GiB", "999999999999T", "half"})
    void anything_else_is_refused(String text) {
        assertThatThrownBy(() -> KvMemory.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_context_follows_from_the_memory_unless_it_is_named() {
        EngineLimits free = new EngineLimits(8, 0, OptionalInt.empty(), KvMemory.parse("7GiB"));
        assertThat(free.positions(20 * GIB, PER_TOKEN, MODEL)).isEqualTo(8192);
        assertThat(free.positions(20 * GIB, PER_TOKEN, 4096)).isEqualTo(4096);
        EngineLimits named = new EngineLimits(8, 0, OptionalInt.of(2048), KvMemory.parse("7GiB"));
        assertThat(named.positions(20 * GIB, PER_TOKEN, MODEL)).isEqualTo(2048);
        assertThat(named.positions(20 * GIB, PER_TOKEN, 1024)).isEqualTo(1024);
    }

    @Test
    void what_does_not_fit_is_refused_with_the_figures() {
        EngineLimits wide = new EngineLimits(8, 0, OptionalInt.of(16_384), KvMemory.parse("7GiB"));
        assertThatThrownBy(() -> wide.positions(20 * GIB, PER_TOKEN, MODEL))
                .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code())
                        .isEqualTo(ModelException.Code.KV_MEMORY_TOO_SMALL))
                .hasMessageContaining("8 slots of 16384 tokens, at 114688 bytes a token, need 14 GiB")
                .hasMessageContaining("they have 7168 MiB");
        EngineLimits more = new EngineLimits(1, 0, OptionalInt.empty(), KvMemory.parse("7GiB"));
        assertThatThrownBy(() -> more.positions(GIB, PER_TOKEN, MODEL))
                .hasMessageContaining("7168 MiB for keys and values are more than the 1024 MiB that the weights leave");
        EngineLimits none = new EngineLimits(256, 0, OptionalInt.empty(), KvMemory.bytes(1 << 20));
        assertThatThrownBy(() -> none.positions(GIB, PER_TOKEN, MODEL)).hasMessageContaining("256 slots of 16 tokens");
    }
}
