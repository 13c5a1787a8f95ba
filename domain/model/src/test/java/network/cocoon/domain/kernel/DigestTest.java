package network.cocoon.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Property(tries = 300)
    void textAndBytesAreTheSameDigest(@ForAll @Size(Digest.BYTES) byte[] raw) {
        String hex = HexFormat.of().formatHex(raw);
        byte[] ascii = ("<" + hex + ">").getBytes(StandardCharsets.US_ASCII);

        assertThat(new Digest(hex)).isEqualTo(Digest.of(raw)).hasSameHashCodeAs(Digest.of(raw));
        assertThat(Digest.ofHex(ascii, 1)).isEqualTo(Digest.of(raw));
        assertThat(Digest.of(raw).hex()).isEqualTo(hex);
        assertThat(Digest.of(raw).raw()).isEqualTo(raw);
    }

    @Property(tries = 300)
    void oneByteMakesAnother(@ForAll @Size(Digest.BYTES) byte[] raw, @ForAll byte at) {
        byte[] other = raw.clone();
        other[at & 31] ^= 1;

        assertThat(Digest.of(other)).isNotEqualTo(Digest.of(raw));
    }

    @Test
    void onlyLowerCaseHexadecimalOfItsLengthIsOne() {
        for (String text :
                new String[] {"", "0".repeat(63), "0".repeat(65), "0".repeat(63) + "A", "0".repeat(63) + "g"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Digest(text));
        }
        for (int at = 0; at < 64; at++) {
            byte[] ascii = new byte[64];
            Arrays.fill(ascii, (byte) 'a');
            for (int c = Byte.MIN_VALUE; c <= Byte.MAX_VALUE; c++) {
                ascii[at] = (byte) c;
                boolean isHex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                assertThat(Digest.ofHex(ascii, 0) != null).as("%d at %d", c, at).isEqualTo(isHex);
            }
        }
    }

    /** FIPS 180-4's example. */
    @Test
    void hashesTheConcatenation() {
        assertThat(Digest.sha256(new byte[] {'a'}, new byte[] {'b', 'c'}).hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
