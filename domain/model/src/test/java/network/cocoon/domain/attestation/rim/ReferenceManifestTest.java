package network.cocoon.domain.attestation.rim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.CERTIFICATE_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_RIM_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_RIM;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import network.cocoon.domain.attestation.Vectors;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.kernel.Digest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The two manifests at hand, one with a wrong signature, under NVIDIA's real root. */
class ReferenceManifestTest {

    private static final String FOLDER = "NVIDIA+attestation-sdk/nvidia/";
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Set<Digest> ROOTS =
            Set.of(new Digest("12977b5115acb0381179279fffeb5a8c4d264971ebb32298023a465fa41df5d1"));
    private static final int STRIDE = Integer.getInteger("cocoon.vectors.stride", 331);

    private final byte[] real = Vectors.open().file(FOLDER + "NV_GPU_DRIVER_GH100_550.144.03.xml");

    @Test
    void the_drivers_manifest_is_nvidias() throws RefusedException {
        ReferenceManifest manifest = ReferenceManifest.parse(real);
        manifest.signature().verify(ROOTS, NOW);

        assertThat(manifest.version()).isEqualTo("550.144.03");
        assertThat(manifest.product()).isEqualTo("GH100");
        assertThat(manifest.golden()).hasSize(21).containsKeys(7, 21, 40).doesNotContainKeys(0, 41);
        assertThat(manifest.golden().values()).anyMatch(values -> values.size() == 4);
    }

    @Test
    void a_wrong_signature_is_refused() {
        byte[] wrong = Vectors.open().file(FOLDER + "incorrect_signature_driver_rim.xml");

        refused(() -> verify(wrong), INVALID_RIM_SIGNATURE);
    }

    @Test
    void other_roots_and_other_times_are_refused() throws RefusedException {
        RimSignature signature = ReferenceManifest.parse(real).signature();

        refused(() -> signature.verify(Set.of(Digest.sha256(real)), NOW), UNKNOWN_ROOT);
        refused(() -> signature.verify(ROOTS, Instant.parse("2027-01-01T00:00:00Z")), CERTIFICATE_NOT_CURRENT);
    }

    @Test
    void what_a_flipped_bit_leaves_standing_says_the_same() throws RefusedException {
        ReferenceManifest manifest = ReferenceManifest.parse(real);
        int refused = 0;
        int tried = 0;
        for (int bit = 0; bit < real.length * 8; bit += STRIDE) {
            byte[] flipped = real.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            tried++;
            try {
                ReferenceManifest other = verify(flipped);
                assertThat(other.version()).isEqualTo(manifest.version());
                assertThat(other.golden()).isEqualTo(manifest.golden());
                assertThat(other.signature().content())
                        .isEqualTo(manifest.signature().content());
            } catch (RefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(tried * 9 / 10);
    }

    @Test
    void what_is_wrapped_around_or_added_is_not_believed() {
        String text = new String(real, StandardCharsets.US_ASCII);

        refused(() -> verify("<!DOCTYPE a [<!ENTITY b \"c\">]>" + text), MALFORMED_RIM);
        refused(() -> verify("<wrap>" + text + "</wrap>"), MALFORMED_RIM);
        refused(() -> verify(text.replaceFirst("<ns0:Payload", "<ns0:Payload/><ns0:Payload")), MALFORMED_RIM);
        refused(() -> verify(text.replaceFirst("active=\"False\"", "active=\"True\"")), INVALID_RIM_SIGNATURE);
        refused(() -> verify(text.replace("URI=\"\"", "URI=\"#a\"")), MALFORMED_RIM);
        refused(() -> verify(text.replace("ecdsa-sha384", "hmac-sha384")), MALFORMED_RIM);
        refused(() -> verify(text.replace("corpus=\"false\"", "corpus=\"true\"")), MALFORMED_RIM);
        refused(() -> verify(text.replaceFirst("index=\"1\"", "index=\"0\"")), MALFORMED_RIM);
        refused(() -> verify(text.replaceFirst("alternatives=\"1\"", "alternatives=\"2\"")), MALFORMED_RIM);
        refused(() -> verify(text + " ".repeat(ReferenceManifest.MAX_LENGTH)), MALFORMED_RIM);
    }

    private static ReferenceManifest verify(String text) throws RefusedException {
        return verify(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static ReferenceManifest verify(byte[] xml) throws RefusedException {
        ReferenceManifest manifest = ReferenceManifest.parse(xml);
        manifest.signature().verify(ROOTS, NOW);
        return manifest;
    }

    private static void refused(ThrowingCallable call, AttestationRefusal code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code())
                .isEqualTo(code));
    }
}
