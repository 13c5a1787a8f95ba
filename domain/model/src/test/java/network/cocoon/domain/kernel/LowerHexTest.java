package network.cocoon.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LowerHexTest {

    @Test
    void sixteenCharactersAreAndNoOther() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            boolean expected = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');

            assertThat(LowerHex.is("0" + (char) c + "f", 0)).as("U+%04x", c).isEqualTo(expected);
        }
    }

    @Test
    void whatComesBeforeIsNotAsked() {
        assertThat(LowerHex.is("gpu_0f", 4)).isTrue();
        assertThat(LowerHex.is("gpu_0f", 3)).isFalse();
    }
}
