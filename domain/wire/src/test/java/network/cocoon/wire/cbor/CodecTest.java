package network.cocoon.wire.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import network.cocoon.domain.envelope.EncodedHeader;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.EnvelopeFault;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.LengthClass;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.Suite;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import org.junit.jupiter.api.Test;

class CodecTest {

    /** Changes only with a new version: every envelope ever logged is hashed over this form. */
    private static final String HEADER = "b001010219647a0350" + "11".repeat(16) + "0450" + "22".repeat(16) + "055820"
            + "33".repeat(32) + "066b636f636f6f6e2d74696e79" + "075820" + "44".repeat(32) + "085820" + "55".repeat(32)
            + "091b0000018bcfe568000a1902000b825820" + "66".repeat(32) + "5820" + "77".repeat(32) + "0c5820"
            + "88".repeat(32) + "0d1903e80e1901000f1a000f42401001";

    private static final String RECEIPT = "b70101" + "0201" + "0350" + "11".repeat(16) + "045820" + "22".repeat(32)
            + "055820" + "33".repeat(32) + "065820" + "44".repeat(32) + "0750" + "55".repeat(16) + "085820"
            + "66".repeat(32) + "095820" + "77".repeat(32) + "0a01" + "0b5840" + "88".repeat(64) + "0c5820"
            + "99".repeat(32) + "0d5820" + "aa".repeat(32) + "0e0a" + "0f02" + "10181e" + "1104" + "125820"
            + "bb".repeat(32) + "131903e8" + "141819" + "151b0000018bcfe56800" + "161b0000018bcfe56864"
            + "171b0000018bcfe56be8";

    @Test
    void aHeaderHasOneForm() {
        EncodedHeader encoded = HeaderCodec.encode(header(1000, 256, 1_000_000));
        assertThat(encoded.bytes().hex()).isEqualTo(HEADER);
        assertThat(HeaderCodec.decode(encoded.bytes())).isEqualTo(encoded);
        assertThat(encoded.hash())
                .isEqualTo(Digest.sha256(
                        encoded.bytes().toArray(),
                        digest('6').raw(),
                        digest('7').raw()));
    }

    @Test
    void aReceiptHasOneForm() {
        Bytes encoded = ReceiptCodec.encode(receipt(new TokenUsage(10, 2, 30, 4), 25));
        assertThat(encoded.hex()).isEqualTo(RECEIPT);
        assertThat(ReceiptCodec.decode(encoded)).isEqualTo(receipt(new TokenUsage(10, 2, 30, 4), 25));
    }

    @Test
    void aHeadHasOneForm() {
        Head head = new Head(digest('2'), 3, 8, new TokenUsage(10, 2, 30, 4), digest('4'));
        Bytes encoded = HeadCodec.encode(head);

        assertThat(encoded.hex())
                .isEqualTo("aa0101" + "0201" + "035820" + "22".repeat(32) + "0403" + "0508" + "060a" + "0702" + "08181e"
                        + "0904" + "0a5820" + "44".repeat(32));
        assertThat(HeadCodec.decode(encoded)).isEqualTo(head);
        byte[] raw = encoded.toArray();
        for (int length = 0; length < raw.length; length++) {
            Bytes cut = Bytes.of(Arrays.copyOf(raw, length));
            assertThatThrownBy(() -> HeadCodec.decode(cut))
                    .isInstanceOfSatisfying(
                            EnvelopeException.class, e -> assertThat(e.code()).isEqualTo(EnvelopeFault.MALFORMED_HEAD));
        }
    }

    @Property(tries = 100)
    void headersRoundTrip(
            @ForAll @IntRange(min = 1, max = Header.MAX_COEFFICIENT) int coefficient,
            @ForAll @IntRange(min = 1, max = Header.MAX_TOKENS) int tokens,
            @ForAll @LongRange(min = 0) long cost) {
        Header header = header(coefficient, tokens, cost);
        assertThat(HeaderCodec.decode(HeaderCodec.encode(header).bytes()).header())
                .isEqualTo(header);
    }

    @Property(tries = 100)
    void receiptsRoundTrip(
            @ForAll @IntRange(min = 0) int prompt,
            @ForAll @IntRange(min = 0) int completion,
            @ForAll @LongRange(min = 0) long cost) {
        Receipt receipt = receipt(new TokenUsage(prompt, 0, completion, 0), cost);
        assertThat(ReceiptCodec.decode(ReceiptCodec.encode(receipt))).isEqualTo(receipt);
    }

    @Test
    void anyChangedByteIsRefusedOrReadAsAnotherValue() {
        EncodedHeader encoded = HeaderCodec.encode(header(1000, 256, 1_000_000));
        Bytes receipt = ReceiptCodec.encode(receipt(TokenUsage.NONE, 25));
        for (int at = 0; at < encoded.bytes().length(); at++) {
            Bytes changed = flip(encoded.bytes(), at);
            try {
                EncodedHeader other = HeaderCodec.decode(changed);
                assertThat(HeaderCodec.encode(other.header()).bytes()).isEqualTo(changed);
                assertThat(other.header()).isNotEqualTo(encoded.header());
            } catch (EnvelopeException e) {
                assertThat(e.code()).isEqualTo(EnvelopeFault.MALFORMED_HEADER);
            }
        }
        for (int at = 0; at < receipt.length(); at++) {
            Bytes changed = flip(receipt, at);
            try {
                assertThat(ReceiptCodec.encode(ReceiptCodec.decode(changed))).isEqualTo(changed);
            } catch (EnvelopeException e) {
                assertThat(e.code()).isEqualTo(EnvelopeFault.MALFORMED_RECEIPT);
            }
        }
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefusedWithACode(@ForAll byte[] input) {
        assertThatThrownBy(() -> HeaderCodec.decode(Bytes.of(input))).isInstanceOf(EnvelopeException.class);
        assertThatThrownBy(() -> ReceiptCodec.decode(Bytes.of(input))).isInstanceOf(EnvelopeException.class);
    }

    private static Bytes flip(Bytes bytes, int at) {
        byte[] changed = bytes.toArray();
        changed[at] ^= 1;
        return Bytes.of(changed);
    }

    private static Header header(int coefficient, int tokens, long cost) {
        return new Header(
                Header.VERSION,
                Suite.X_WING,
                new RequestId("1".repeat(32)),
                new AccountId("app_" + "2".repeat(32)),
                new ClientKeyId("key_" + "3".repeat(64)),
                new ModelId("cocoon-tiny"),
                digest('4'),
                digest('5'),
                Instant.ofEpochMilli(1_700_000_000_000L),
                new LengthClass(512),
                List.of(new WorkerKeyId("6".repeat(64)), new WorkerKeyId("7".repeat(64))),
                digest('8'),
                coefficient,
                tokens,
                Nanoton.of(cost));
    }

    private static Receipt receipt(TokenUsage usage, long cost) {
        return new Receipt(
                new RequestId("1".repeat(32)),
                digest('2'),
                digest('3'),
                digest('4'),
                new WorkerId("gpu_" + "5".repeat(32)),
                new WorkerKeyId("6".repeat(64)),
                digest('7'),
                1,
                Bytes.of(HexFormat.of().parseHex("88".repeat(64))),
                digest('9'),
                digest('a'),
                usage,
                digest('b'),
                1000,
                Nanoton.of(cost),
                Instant.ofEpochMilli(1_700_000_000_000L),
                Instant.ofEpochMilli(1_700_000_000_100L),
                Instant.ofEpochMilli(1_700_000_001_000L));
    }

    private static Digest digest(char nibble) {
        return new Digest(String.valueOf(nibble).repeat(64));
    }
}
