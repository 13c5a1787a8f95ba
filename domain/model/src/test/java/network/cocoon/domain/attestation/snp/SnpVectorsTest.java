package network.cocoon.domain.attestation.snp;

import static network.cocoon.domain.attestation.check.AttestationRefusal.CERTIFICATE_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_SNP_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.KEY_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.SNP_POLICY_NOT_ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import network.cocoon.domain.attestation.Vectors;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** Real reports of Milan processors, under AMD's real root. */
class SnpVectorsTest {

    private static final String GOOGLE = "google+go-sev-guest/sev-snp/";
    private static final String VIRTEE = "virtee+sev/sev-snp/";
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final int STRIDE = Integer.getInteger("cocoon.vectors.stride", 61);

    private final Vectors vectors = Vectors.open();

    @Test
    void a_report_is_genuine() {
        assertThat(verify(report(), NOW)).isInstanceOfSatisfying(SnpVerdict.Genuine.class, g -> {
            assertThat(g.product()).isEqualTo(SnpProduct.MILAN);
            assertThat(g.report().version()).isEqualTo(2);
        });
    }

    @Test
    void a_guest_under_debug_is_refused() {
        Bytes debugged = Bytes.of(vectors.file(GOOGLE + "attestation.bin"));

        refused(
                SnpVerifier.verify(debugged, chain(GOOGLE + "vcek.testcer"), Optional.empty(), NOW),
                SNP_POLICY_NOT_ACCEPTED);
    }

    @Test
    void a_report_of_another_chip_is_refused() {
        refused(
                SnpVerifier.verify(Bytes.of(report()), chain(GOOGLE + "vcek.testcer"), Optional.empty(), NOW),
                INVALID_SNP_SIGNATURE);
    }

    @Test
    void certificates_expire() {
        refused(verify(report(), Instant.parse("2031-01-01T00:00:00Z")), CERTIFICATE_NOT_CURRENT);
    }

    @Test
    void report_data_binds_it() {
        refused(
                SnpVerifier.verify(Bytes.of(report()), milan(), Optional.of(Bytes.of(new byte[64])), NOW),
                KEY_NOT_BOUND);
    }

    /** A sample by default; {@code -Dcocoon.vectors.stride=1} flips every bit. */
    @Test
    void no_flipped_bit_and_no_shortened_report_is_believed() {
        byte[] report = report();
        DeviceChain milan = milan();

        assertThat(IntStream.iterate(0, i -> i < 8 * report.length, i -> i + STRIDE)
                        .filter(i -> {
                            byte[] flipped = report.clone();
                            flipped[i / 8] ^= (byte) (1 << (i % 8));
                            return verify(flipped, milan) instanceof SnpVerdict.Genuine;
                        }))
                .isEmpty();
        assertThat(IntStream.range(0, report.length)
                        .filter(length -> verify(Arrays.copyOf(report, length), milan) instanceof SnpVerdict.Genuine))
                .isEmpty();
    }

    private static SnpVerdict verify(byte[] report, DeviceChain chain) {
        return SnpVerifier.verify(Bytes.of(report), chain, Optional.empty(), NOW);
    }

    private SnpVerdict verify(byte[] report, Instant now) {
        return SnpVerifier.verify(Bytes.of(report), milan(), Optional.empty(), now);
    }

    private byte[] report() {
        String hex = new String(vectors.file(VIRTEE + "report_milan.hex"), StandardCharsets.US_ASCII);
        return HexFormat.of().parseHex(hex.strip());
    }

    private DeviceChain milan() {
        return chain(VIRTEE + "vcek_milan.der");
    }

    private DeviceChain chain(String leaf) {
        try {
            return DeviceChain.parse(vectors.file(leaf), vectors.file(GOOGLE + "ask_ark_milan.pem"));
        } catch (RefusedException e) {
            throw new AssertionError(e);
        }
    }

    private static void refused(SnpVerdict verdict, AttestationRefusal code) {
        assertThat(verdict).isInstanceOfSatisfying(SnpVerdict.Refused.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }
}
