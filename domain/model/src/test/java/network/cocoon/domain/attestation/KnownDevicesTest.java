package network.cocoon.domain.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.attestation.gpu.GpuJson;
import network.cocoon.domain.attestation.gpu.GpuVerdict;
import network.cocoon.domain.attestation.gpu.GpuVerifier;
import network.cocoon.domain.attestation.gpu.SpdmReport;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** A real GPU, verified once and remembered: only the same question has the same answer. */
class KnownDevicesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant BEFORE_ITS_CERTIFICATES = Instant.parse("2019-01-01T00:00:00Z");

    private final GpuEvidence gpu = GpuJson.read(
                    Vectors.open().file("NVIDIA+attestation-sdk/nvidia/hopper_evidence.json"))
            .getFirst();
    private final KnownDevices devices = new KnownDevices(GpuVerifier.nvidia());

    @Test
    void the_same_question_has_the_same_answer() throws Exception {
        GpuVerdict first = devices.verify(gpu, nonce(), NOW);
        assertThat(first).isInstanceOf(GpuVerdict.Genuine.class);
        assertThat(devices.verify(gpu, nonce(), NOW.plusSeconds(9))).isSameAs(first);
    }

    @Test
    void another_time_another_nonce_and_another_byte_are_other_questions() throws Exception {
        assertThat(devices.verify(gpu, nonce(), NOW)).isInstanceOf(GpuVerdict.Genuine.class);
        assertThat(devices.verify(gpu, nonce(), BEFORE_ITS_CERTIFICATES)).isInstanceOf(GpuVerdict.Refused.class);
        assertThat(devices.verify(gpu, Bytes.of(new byte[32]), NOW)).isInstanceOf(GpuVerdict.Refused.class);
        byte[] report = gpu.report().toArray();
        report[report.length - 1] ^= 1;
        assertThat(devices.verify(new GpuEvidence(Bytes.of(report), gpu.chain()), nonce(), NOW))
                .isInstanceOf(GpuVerdict.Refused.class);
    }

    private Bytes nonce() throws Exception {
        return SpdmReport.parse(gpu.report().toArray()).nonce();
    }
}
