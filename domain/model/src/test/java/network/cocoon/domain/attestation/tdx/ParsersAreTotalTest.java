package network.cocoon.domain.attestation.tdx;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.Cert;
import network.cocoon.domain.attestation.pki.Chain;
import network.cocoon.domain.attestation.pki.Crl;

/** Whatever the bytes, a parser gives a value or a coded refusal; any other exception fails these properties. */
class ParsersAreTotalTest {

    private static final String QE_VENDOR = "939a7233f79c4ca9940a0db3957f0607";

    /** What a parser that may refuse looks like. */
    private interface Parser {
        Object parse(byte[] input) throws RefusedException;
    }

    @Property(tries = 2000)
    void quotes(@ForAll("quoteLike") byte[] input) {
        assertTotal(Quote::parse, input);
    }

    @Property(tries = 2000)
    void certificates(@ForAll("derLike") byte[] input) {
        assertTotal(Cert::parse, input);
    }

    @Property(tries = 2000)
    void revocation_lists(@ForAll("derLike") byte[] input) {
        assertTotal(Crl::parse, input);
    }

    @Property(tries = 1000)
    void chains(@ForAll @Size(max = 300) byte[] input) {
        assertTotal(bytes -> Chain.parse(bytes, 2), input);
        byte[] begun = ("-----BEGIN CERTIFICATE-----\n" + new String(input, StandardCharsets.ISO_8859_1)
                        + "-----END CERTIFICATE-----\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertTotal(bytes -> Chain.parse(bytes, 1), begun);
    }

    @Property(tries = 1000)
    void documents(@ForAll @Size(max = 300) byte[] input) {
        assertTotal(TcbInfo::parse, input);
        assertTotal(QeIdentity::parse, input);
    }

    /** A header that passes, so that what follows is reached. */
    @Provide
    Arbitrary<byte[]> quoteLike() {
        Arbitrary<byte[]> header = Arbitraries.of(
                bytes("030002000000000000000000" + QE_VENDOR),
                bytes("040002008100000000000000" + QE_VENDOR),
                bytes("050002008100000000000000" + QE_VENDOR + "00".repeat(20) + "030088020000"));
        Arbitrary<byte[]> rest = Arbitraries.bytes().array(byte[].class).ofMaxSize(1500);
        return Combinators.combine(header, rest).as(ParsersAreTotalTest::join);
    }

    /** Nested sequences of plausible lengths get further into an ASN.1 reader than noise does. */
    @Provide
    Arbitrary<byte[]> derLike() {
        Arbitrary<Byte> tags = Arbitraries.of(
                (byte) 0x30,
                (byte) 0x31,
                (byte) 0x02,
                (byte) 0x03,
                (byte) 0x04,
                (byte) 0x06,
                (byte) 0x0c,
                (byte) 0x17,
                (byte) 0xa0,
                (byte) 0xa3,
                (byte) 0x00,
                (byte) 0x01,
                (byte) 0x05,
                (byte) 0x80);
        return Arbitraries.oneOf(tags, Arbitraries.bytes())
                .array(byte[].class)
                .ofMaxSize(120)
                .map(body -> join(new byte[] {0x30, (byte) body.length}, body));
    }

    private static void assertTotal(Parser parser, byte[] input) {
        try {
            assertThat(parser.parse(input)).isNotNull();
        } catch (RefusedException refused) {
            assertThat(refused.code()).isNotNull();
            assertThat(refused.detail()).isNotBlank();
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] join(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
