package network.cocoon.workers.teesim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.CERTIFICATE_NOT_CURRENT;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_MEASUREMENT_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_RIM;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NONCE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.RIM_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.attestation.gpu.ReferenceVerifier;
import network.cocoon.domain.attestation.rim.ReferenceManifest;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** What no manifest at hand shows: driver and VBIOS of one device together, and each way in which they may not fit it. */
class SoftwareRimsTest {

    private static final Bytes NONCE = Bytes.of(new byte[32]);
    private static final Bytes NOTHING = Bytes.of(new byte[48]);
    private static final int DRIVER_INDEX = 24;

    private final SoftwareGpu gpu = SoftwareGpu.create(Minted.NOW, new SecureRandom());
    private final SoftwareRims rims = SoftwareRims.create(Minted.NOW, new SecureRandom());
    private final ReferenceVerifier verifier = ReferenceVerifier.simulated(rims.rootDer());
    private final GpuVerdict genuine =
            GpuVerifier.simulated(gpu.rootDer()).verify(gpu.evidence(NONCE), NONCE, Minted.NOW);
    private final List<Bytes> both = rims.ofSoftwareGpu();

    @Test
    void a_device_that_measured_what_was_signed_passes() {
        assertThat(verifier.verify(genuine, both, Minted.NOW))
                .isInstanceOfSatisfying(GpuVerdict.Genuine.class, g -> assertThat(g.checks())
                        .extracting(c -> c.name())
                        .endsWith("rim-signature", "rim-signature", "rim-version", "gpu-measurements"));
    }

    @Test
    void nvidias_root_believes_nothing_of_it() {
        refused(ReferenceVerifier.nvidia().verify(genuine, both, Minted.NOW), UNKNOWN_ROOT);
    }

    @Test
    void both_manifests_are_needed_once() {
        refused(judged(both.getFirst()), RIM_MISMATCH);
        refused(judged(both.getLast()), RIM_MISMATCH);
        refused(judged(both.getFirst(), both.getLast(), both.getLast()), RIM_MISMATCH);
        refused(judged(), RIM_MISMATCH);
        assertThat(judged(both.getFirst(), both.getLast(), rims.manifest("1.2.3", SoftwareRims.measured(0, 3))))
                .isInstanceOf(GpuVerdict.Genuine.class);
    }

    @Test
    void an_index_belongs_to_one_of_them() {
        refused(
                judged(both.getFirst(), rims.manifest(SoftwareGpu.VBIOS, SoftwareRims.measured(0, DRIVER_INDEX + 1))),
                RIM_MISMATCH);
    }

    @Test
    void each_measurement_counts() {
        for (int index : List.of(20, DRIVER_INDEX, 36, 39)) {
            Map<Integer, List<Bytes>> golden = SoftwareRims.measured(20, 40);
            golden.put(index, List.of(Bytes.of(SoftwareGpu.firmware("an older driver"))));

            refused(judged(rims.manifest(SoftwareGpu.DRIVER, golden), both.getLast()), GPU_MEASUREMENT_MISMATCH);
        }
    }

    @Test
    void one_of_several_values_is_enough() {
        Map<Integer, List<Bytes>> golden = SoftwareRims.measured(20, 40);
        golden.put(
                DRIVER_INDEX,
                List.of(
                        Bytes.of(SoftwareGpu.firmware("an older driver")),
                        Bytes.of(SoftwareGpu.firmware("measurement " + (DRIVER_INDEX + 1)))));

        assertThat(judged(rims.manifest(SoftwareGpu.DRIVER, golden), both.getLast()))
                .isInstanceOf(GpuVerdict.Genuine.class);
    }

    @Test
    void what_was_not_measured_does_not_match() {
        refused(
                judged(rims.manifest(SoftwareGpu.DRIVER, Map.of(64, List.of(NOTHING))), both.getLast()),
                GPU_MEASUREMENT_MISMATCH);
    }

    @Test
    void manifests_expire() {
        Instant later = Minted.NOW.plus(Duration.ofDays(366));

        refused(verifier.verify(genuine, both, later), CERTIFICATE_NOT_CURRENT);
    }

    @Test
    void no_changed_byte_lets_another_list_pass() throws RefusedException {
        byte[] driver = both.getFirst().toArray();
        for (int at = 0; at < driver.length; at += 37) {
            byte[] changed = driver.clone();
            changed[at] ^= 1;
            GpuVerdict verdict = judged(Bytes.of(changed), both.getLast());
            // Space within a tag and the like is not signed and says nothing: then the list is the same.
            if (verdict instanceof GpuVerdict.Refused refused) {
                assertThat(refused.code()).isNotNull();
            } else {
                assertThat(ReferenceManifest.parse(changed).golden())
                        .isEqualTo(ReferenceManifest.parse(driver).golden());
            }
        }
        refused(judged(Bytes.of(new byte[] {'<'}), both.getLast()), MALFORMED_RIM);
    }

    @Test
    void what_was_refused_stays_refused() {
        GpuVerdict stale = GpuVerifier.simulated(gpu.rootDer())
                .verify(gpu.evidence(NONCE), Bytes.of(SoftwareGpu.firmware("another")), Minted.NOW);

        refused(verifier.verify(stale, both, Minted.NOW), NONCE_MISMATCH);
    }

    private GpuVerdict judged(Bytes... manifests) {
        return verifier.verify(genuine, new ArrayList<>(List.of(manifests)), Minted.NOW);
    }

    private static void refused(GpuVerdict verdict, AttestationRefusal code) {
        assertThat(verdict).isInstanceOfSatisfying(GpuVerdict.Refused.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }
}
