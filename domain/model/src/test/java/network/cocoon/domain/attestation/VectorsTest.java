package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.tdx.QuoteVerdict;
import network.cocoon.domain.attestation.tdx.TdPolicy;
import network.cocoon.domain.attestation.tdx.TdReport;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real quotes under Intel's real root, with the verdicts that Intel's own library gives. */
class VectorsTest {

    private static final List<String> TWO_REAL_QUOTES = List.of("tdx4-phala", "tdx5-google-v5");

    /** Prime to 8, so that all bits of a byte have their turn. */
    private static final int STRIDE = Integer.getInteger("cocoon.vectors.stride", 61);

    private static final int TAG_LENGTH = "cocoon/collateral/v1".length();

    private final AttestationVerifier intel = AttestationVerifier.intel();
    private final Vectors vectors = Vectors.open();

    @TestFactory
    Stream<DynamicTest> every_pair_has_the_expected_verdict() {
        return vectors.pairs().stream()
                .map(pair -> DynamicTest.dynamicTest(pair.id() + " with " + pair.collateral(), () -> {
                    QuoteVerdict verdict = verdict(vectors.quote(pair), pair);
                    assertThat(tcb(verdict)).as(verdict.toString()).isEqualTo(pair.tcb());
                    assertThat(strict(verdict)).isEqualTo(pair.strict());
                    assertThat(advisories(verdict)).isEqualTo(pair.advisories());
                }));
    }

    @TestFactory
    Stream<DynamicTest> a_quote_without_certificates_is_refused() throws JsonException {
        Vectors.Pair other = vectors.pairs().getFirst();
        return vectors.quotesWithoutCollateral().stream()
                .map(quote -> DynamicTest.dynamicTest(text(quote, "id"), () -> assertThat(
                                verdict(Bytes.of(vectors.file(text(quote, "quote"))), other))
                        .isInstanceOf(QuoteVerdict.Refused.class)));
    }

    @TestFactory
    Stream<DynamicTest> every_mutation_is_refused_or_is_the_same_quote() {
        return vectors.mutations().stream()
                .map(mutation -> DynamicTest.dynamicTest(mutation.base() + ": " + mutation.name(), () -> {
                    Vectors.Pair base = first(mutation.base());
                    Bytes quote = canonical(base);
                    QuoteVerdict verdict = verdict(Bytes.of(mutated(quote.toArray(), mutation)), base);
                    if (mutation.expect().startsWith("REJECT")) {
                        assertThat(strict(verdict)).isEqualTo("REJECT");
                        assertThat(verdict.checks())
                                .filteredOn(c -> !c.passed())
                                .hasSize(1);
                    } else {
                        assertThat(verdict).isEqualTo(verdict(quote, base));
                    }
                }));
    }

    /** A sample by default; {@code -Dcocoon.vectors.stride=1} flips every bit, which takes minutes. */
    @TestFactory
    Stream<DynamicTest> no_flipped_bit_is_believed() {
        return TWO_REAL_QUOTES.stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    Vectors.Pair base = first(id);
                    byte[] quote = canonical(base).toArray();
                    Collateral collateral = vectors.collateral(base);
                    List<Integer> believed = IntStream.iterate(0, i -> i < 8 * quote.length, i -> i + STRIDE)
                            .filter(i -> {
                                byte[] flipped = quote.clone();
                                flipped[i / 8] ^= (byte) (1 << (i % 8));
                                return intel.appraise(Bytes.of(flipped), collateral, at(base), 0)
                                        instanceof QuoteVerdict.Genuine;
                            })
                            .boxed()
                            .toList();
                    assertThat(believed).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> no_shortened_quote_is_believed() {
        return TWO_REAL_QUOTES.stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    Vectors.Pair base = first(id);
                    byte[] quote = canonical(base).toArray();
                    Collateral collateral = vectors.collateral(base);
                    assertThat(IntStream.range(0, quote.length)
                                    .filter(length -> intel.appraise(
                                                    Bytes.of(Arrays.copyOf(quote, length)), collateral, at(base), 0)
                                            instanceof QuoteVerdict.Genuine))
                            .isEmpty();
                }));
    }

    @Test
    void a_real_quote_means_nothing_to_a_simulators_root() {
        Vectors.Pair base = first("tdx4-phala");
        // Any certificate of the profile but Intel's own: here the PCK CA of the collateral.
        byte[] other = otherRoot(vectors.collateral(base));

        assertThat(AttestationVerifier.simulated(other)
                        .appraise(vectors.quote(base), vectors.collateral(base), at(base), 0))
                .isInstanceOf(QuoteVerdict.Refused.class);
    }

    @Test
    void evaluation_numbers_below_the_floor_are_refused() {
        Vectors.Pair base = first("tdx4-phala");

        assertThat(intel.appraise(vectors.quote(base), vectors.collateral(base), at(base), 17))
                .isInstanceOf(QuoteVerdict.Genuine.class);
        assertThat(intel.appraise(vectors.quote(base), vectors.collateral(base), at(base), 18))
                .isInstanceOf(QuoteVerdict.Refused.class);
    }

    /** BouncyCastle takes any tag here and hashes the right one; the list's own bytes must count. */
    @Test
    void a_revocation_list_whose_extensions_have_the_wrong_tag_is_refused() {
        Vectors.Pair base = first("tdx4-phala");
        Collateral good = vectors.collateral(base);
        byte[] crl = good.rootCaCrl().toArray();
        int extensions = new String(crl, StandardCharsets.ISO_8859_1).indexOf("\u00a0/0-0");
        assertThat(extensions).isPositive();
        crl[extensions] = (byte) 0xa2;

        assertThat(intel.appraise(
                        vectors.quote(base),
                        new Collateral(
                                good.tcbInfo(),
                                good.tcbInfoSignature(),
                                good.tcbInfoIssuerChain(),
                                good.qeIdentity(),
                                good.qeIdentitySignature(),
                                good.qeIdentityIssuerChain(),
                                Bytes.of(crl),
                                good.pckCrl(),
                                good.pckCrlIssuerChain()),
                        at(base),
                        0))
                .isInstanceOf(QuoteVerdict.Refused.class);
    }

    @Test
    void each_part_of_the_collateral_is_covered_by_a_signature() {
        Vectors.Pair base = first("tdx4-phala");
        byte[] collateral = vectors.collateral(base).encode();
        Bytes quote = canonical(base);

        for (int i = TAG_LENGTH; i < collateral.length; i += STRIDE) {
            byte[] flipped = collateral.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            assertThat(believes(quote, flipped, base)).as("byte " + i).isFalse();
        }
    }

    private boolean believes(Bytes quote, byte[] collateral, Vectors.Pair base) {
        Collateral decoded;
        try {
            decoded = Collateral.decode(collateral);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return intel.appraise(quote, decoded, at(base), 0) instanceof QuoteVerdict.Genuine;
    }

    private QuoteVerdict verdict(Bytes quote, Vectors.Pair pair) {
        return intel.appraise(quote, vectors.collateral(pair), at(pair), 0);
    }

    private Bytes canonical(Vectors.Pair pair) {
        if (verdict(vectors.quote(pair), pair) instanceof QuoteVerdict.Genuine genuine) {
            return genuine.quote().canonical();
        }
        throw new AssertionError(pair.id() + " is genuine");
    }

    private Vectors.Pair first(String id) {
        return vectors.pairs().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Instant at(Vectors.Pair pair) {
        return Instant.ofEpochSecond(pair.at());
    }

    private static String tcb(QuoteVerdict verdict) {
        return switch (verdict) {
            case QuoteVerdict.Genuine g -> g.status().intelName();
            case QuoteVerdict.Refused _ -> "REJECT";
        };
    }

    private static String strict(QuoteVerdict verdict) {
        return verdict instanceof QuoteVerdict.Genuine g
                        && g.quote().body() instanceof TdReport td
                        && !TdPolicy.flags(td).isEmpty()
                ? "REJECT"
                : tcb(verdict);
    }

    private static List<String> advisories(QuoteVerdict verdict) {
        return verdict instanceof QuoteVerdict.Genuine g ? g.advisories() : List.of();
    }

    private static String text(JsonObject object, String name) {
        try {
            return object.text(name);
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] otherRoot(Collateral collateral) {
        String pem = new String(collateral.pckCrlIssuerChain().toArray(), StandardCharsets.US_ASCII);
        String body = pem.substring(pem.indexOf('\n') + 1, pem.indexOf("-----END"));
        return Base64.getMimeDecoder().decode(body);
    }

    private static byte[] mutated(byte[] quote, Vectors.Mutation m) {
        byte[] out = quote.clone();
        int i = m.offset();
        switch (m.op()) {
            case "set" -> out[i] = (byte) m.value();
            case "xor" -> out[i] ^= (byte) m.value();
            case "or" -> out[i] |= (byte) m.value();
            case "and" -> out[i] &= (byte) m.value();
            case "add" -> out[i] += (byte) m.value();
            case "sub" -> out[i] -= (byte) m.value();
            case "set2" -> little(out, i, 2, m.value());
            case "set4" -> little(out, i, 4, m.value());
            case "zero" -> Arrays.fill(out, i, i + (int) m.value(), (byte) 0);
            case "truncate" -> out = Arrays.copyOf(quote, (int) m.value());
            case "append" -> {
                out = Arrays.copyOf(quote, quote.length + 1);
                out[quote.length] = (byte) m.value();
            }
            default -> throw new AssertionError("unknown change " + m.op());
        }
        return out;
    }

    private static void little(byte[] out, int at, int length, long value) {
        for (int k = 0; k < length; k++) {
            out[at + k] = (byte) (value >> (8 * k));
        }
    }
}
