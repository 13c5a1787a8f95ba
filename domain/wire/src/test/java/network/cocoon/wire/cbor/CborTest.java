package network.cocoon.wire.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CborTest {

    /** RFC 8949, appendix A. */
    @ParameterizedTest
    @CsvSource({
        "0,00",
        "10,0a",
        "23,17",
        "24,1818",
        "100,1864",
        "1000,1903e8",
        "1000000,1a000f4240",
        "1000000000000,1b000000e8d4a51000",
        "9223372036854775807,1b7fffffffffffffff"
    })
    void integersTakeTheirShortestForm(long value, String hex) {
        assertThat(CborWriter.write(new Cbor.Unsigned(value)).hex()).isEqualTo(hex);
        assertThat(CborValues.read(bytes(hex))).isEqualTo(new Cbor.Unsigned(value));
    }

    /** RFC 8949, appendix A, and keys put in order. */
    @Test
    void structuresAreWrittenAsTheStandardShows() {
        assertThat(hex(new Cbor.Text("ü"))).isEqualTo("62c3bc");
        assertThat(hex(new Cbor.ByteString(bytes("01020304")))).isEqualTo("4401020304");
        assertThat(hex(new Cbor.Array(List.of(number(1), number(2), number(3)))))
                .isEqualTo("83010203");
        assertThat(hex(new Cbor.Fields(Map.of(3L, number(4), 1L, number(2))))).isEqualTo("a201020304");
        assertThat(hex(new Cbor.Fields(Map.of(300L, number(1), 24L, number(2), 5L, number(3)))))
                .isEqualTo("a30503181802" + "19012c01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // nothing
                "1817", // 23 in two bytes
                "1900ff", // 255 in three
                "1a0000ffff", // 65535 in five
                "1b00000000ffffffff", // 2^32-1 in nine
                "1b8000000000000000", // 2^63
                "1c", // reserved length
                "5f4101ff", // indefinite bytes
                "9f01ff", // indefinite array
                "bf0102ff", // indefinite map
                "20", // negative
                "c001", // tag
                "f4", // false
                "f6", // null
                "f90000", // float
                "62c328", // not UTF-8
                "62c0af", // overlong UTF-8
                "4401", // bytes truncated
                "5bffffffffffffffff", // length beyond reason
                "5b7fffffffffffffff", // length beyond the input
                "9b7fffffffffffffff00", // array longer than the input
                "82", // array without items
                "8201", // array truncated
                "a101", // map truncated
                "a1616101", // text key
                "a203040102", // keys out of order
                "a201020103", // key repeated
                "0000", // bytes after the value
            })
    void everythingElseIsRefused(String hex) {
        Bytes input = bytes(hex);
        assertThatThrownBy(() -> CborValues.read(input)).isInstanceOf(CborException.class);
    }

    @Test
    void sizeIsBounded() {
        Bytes large = CborWriter.write(new Cbor.ByteString(Bytes.of(new byte[CborReader.MAX_BYTES])));
        assertThatThrownBy(() -> CborValues.read(large)).isInstanceOf(CborException.class);
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadBack(@ForAll("values") Cbor value) {
        assertThat(CborValues.read(CborWriter.write(value))).isEqualTo(value);
    }

    @Property(tries = 2000)
    void whateverIsAcceptedIsCanonical(@ForAll byte[] input) {
        Bytes bytes = Bytes.of(input);
        Cbor value;
        try {
            value = CborValues.read(bytes);
        } catch (CborException e) {
            return;
        }
        assertThat(CborWriter.write(value)).isEqualTo(bytes);
    }

    @Provide
    Arbitrary<Cbor> values() {
        Arbitrary<Long> longs = Arbitraries.longs().greaterOrEqual(0);
        Arbitrary<Cbor> leaf = Arbitraries.oneOf(
                longs.map(Cbor.Unsigned::new),
                Arbitraries.strings()
                        .ofMaxLength(20)
                        .filter(CborTest::encodable)
                        .map(Cbor.Text::new),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300).map(b -> new Cbor.ByteString(Bytes.of(b))));
        Arbitrary<Cbor> array = leaf.list().ofMaxSize(30).map(Cbor.Array::new);
        Arbitrary<Cbor> inner = Arbitraries.oneOf(leaf, array);
        return Arbitraries.oneOf(
                inner, Arbitraries.maps(longs, inner).ofMaxSize(8).map(Cbor.Fields::new));
    }

    private static boolean encodable(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static Cbor number(long value) {
        return new Cbor.Unsigned(value);
    }

    private static String hex(Cbor value) {
        return CborWriter.write(value).hex();
    }

    private static Bytes bytes(String hex) {
        return Bytes.of(HexFormat.of().parseHex(hex));
    }
}
