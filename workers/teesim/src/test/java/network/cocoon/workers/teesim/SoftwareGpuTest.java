package network.cocoon.workers.teesim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_FIRMWARE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_MODE_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NONCE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.gpu.DeviceKind;
import network.cocoon.domain.attestation.gpu.GpuMode;
import network.cocoon.domain.attestation.gpu.GpuNonce;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** What no real GPU at hand shows: other firmware, modes that nobody defined, several GPUs at will. */
class SoftwareGpuTest {

    private static final KeyStatement KEYS = new Minted().statement();
    private static final Bytes NONCE = GpuNonce.of(KEYS.hpkePublicKey(), KEYS.receiptKey(), KEYS.beacon());

    private final SoftwareGpu gpu = SoftwareGpu.create(Minted.NOW, new SecureRandom());
    private final GpuVerifier verifier = GpuVerifier.simulated(gpu.rootDer());

    @Test
    void what_it_mints_is_genuine_under_its_own_root() {
        assertThat(verifier.verify(gpu.evidence(NONCE), NONCE, Minted.NOW))
                .isInstanceOfSatisfying(GpuVerdict.Genuine.class, g -> {
                    assertThat(g.kind()).isEqualTo(DeviceKind.HOPPER);
                    assertThat(g.mode()).isEqualTo(GpuMode.SINGLE);
                });
    }

    @Test
    void nvidias_root_believes_nothing_of_it() {
        refused(GpuVerifier.nvidia().verify(gpu.evidence(NONCE), NONCE, Minted.NOW), UNKNOWN_ROOT);
    }

    @Test
    void it_vouches_for_the_keys_it_was_asked_with_and_no_others() {
        Bytes otherKeys = GpuNonce.of(KEYS.hpkePublicKey(), Bytes.of(new byte[33]), KEYS.beacon());

        refused(verifier.verify(gpu.evidence(NONCE), otherKeys, Minted.NOW), NONCE_MISMATCH);
    }

    @Test
    void other_firmware_than_the_certificates_is_refused() {
        refused(
                verifier.verify(gpu.evidence(NONCE, SoftwareGpu.firmware("other"), 0), NONCE, Minted.NOW),
                GPU_FIRMWARE_MISMATCH);
    }

    @Test
    void modes_are_those_that_are_defined() {
        byte[] firmware = SoftwareGpu.firmware("firmware");

        assertThat(verifier.verify(gpu.evidence(NONCE, firmware, 1), NONCE, Minted.NOW))
                .isInstanceOfSatisfying(
                        GpuVerdict.Genuine.class, g -> assertThat(g.mode()).isEqualTo(GpuMode.MULTIPLE));
        refused(verifier.verify(gpu.evidence(NONCE, firmware, 3), NONCE, Minted.NOW), GPU_MODE_NOT_ACCEPTED);
    }

    @Test
    void one_bad_device_spoils_the_machine() {
        List<GpuVerdict> verdicts = verifier.verify(
                List.of(
                        gpu.evidence(NONCE),
                        SoftwareGpu.create(Minted.NOW, new SecureRandom()).evidence(NONCE)),
                NONCE,
                Minted.NOW,
                2);

        assertThat(verdicts).allMatch(GpuVerdict.Refused.class::isInstance);
        refused(verdicts.getLast(), UNKNOWN_ROOT);
    }

    @Test
    void certificates_expire() {
        assertThat(verifier.verify(gpu.evidence(NONCE), NONCE, Minted.NOW.plus(Duration.ofDays(366))))
                .isInstanceOf(GpuVerdict.Refused.class);
    }

    private static void refused(GpuVerdict verdict, AttestationRefusal code) {
        assertThat(verdict).isInstanceOfSatisfying(GpuVerdict.Refused.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }
}
