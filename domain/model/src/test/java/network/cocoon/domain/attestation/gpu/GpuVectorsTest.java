package network.cocoon.domain.attestation.gpu;

import static network.cocoon.domain.attestation.check.AttestationRefusal.DEVICES_NOT_COVERED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.INVALID_GPU_SIGNATURE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.MALFORMED_GPU_EVIDENCE;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NONCE_MISMATCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import network.cocoon.domain.attestation.Vectors;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.check.RefusedException;
import network.cocoon.domain.attestation.json.Json;
import network.cocoon.domain.attestation.json.JsonException;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import network.cocoon.domain.attestation.pki.DeviceChain;
import network.cocoon.domain.kernel.Bytes;
import org.junit.jupiter.api.Test;

/** Real evidence of a Hopper GPU and of a switch, under NVIDIA's real root. */
class GpuVectorsTest {

    private static final String FOLDER = "NVIDIA+attestation-sdk/nvidia/";
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final int STRIDE = Integer.getInteger("cocoon.vectors.stride", 331);

    private static final int MAX_FILE = 1 << 20;

    private final GpuVerifier nvidia = GpuVerifier.nvidia();
    private final Vectors vectors = Vectors.open();

    @Test
    void a_gpu_is_genuine_and_says_what_it_runs() {
        assertThat(verdict(evidence("hopper_evidence.json"))).isInstanceOfSatisfying(GpuVerdict.Genuine.class, g -> {
            assertThat(g.kind()).isEqualTo(DeviceKind.HOPPER);
            assertThat(g.deviceId()).isEqualTo("412921ce551e4eeda3");
            assertThat(g.mode()).isEqualTo(GpuMode.PROTECTED_PCIE);
            assertThat(g.report().opaque().driverVersion()).isEqualTo("590.12");
            assertThat(g.report().opaque().vbiosVersion()).isEqualTo("96.00.A5.00.01");
            assertThat(g.report().measurements()).hasSize(64);
        });
    }

    @Test
    void a_switch_is_genuine() {
        assertThat(verdict(evidence("switch_evidence_ls10.json")))
                .isInstanceOfSatisfying(GpuVerdict.Genuine.class, g -> {
                    assertThat(g.kind()).isEqualTo(DeviceKind.SWITCH);
                    assertThat(g.report().opaque().vbiosVersion()).isEqualTo("96.10.55.00.01");
                });
    }

    @Test
    void an_answer_to_another_nonce_is_refused() {
        Bytes other = GpuNonce.of(Bytes.of(new byte[] {1}), Bytes.of(new byte[] {2}), Bytes.of(new byte[32]));

        refused(nvidia.verify(evidence("hopper_evidence.json"), other, NOW), NONCE_MISMATCH);
    }

    @Test
    void a_report_of_another_device_is_refused() {
        GpuEvidence gpu = evidence("hopper_evidence.json");
        GpuEvidence other = evidence("switch_evidence_ls10.json");

        refused(verdict(new GpuEvidence(gpu.report(), other.chain())), INVALID_GPU_SIGNATURE);
        refused(
                verdict(new GpuEvidence(
                        Bytes.of(HexFormat.of()
                                .parseHex(text("hopperAttestationReportInvalidSignature.txt")
                                        .strip())),
                        Bytes.of(vectors.file(FOLDER + "hopperCertChain.txt")))),
                INVALID_GPU_SIGNATURE);
    }

    @Test
    void the_same_device_twice_is_no_second_device() {
        GpuEvidence gpu = evidence("hopper_evidence.json");

        assertThat(nvidia.verify(List.of(gpu, gpu), nonce(gpu), NOW, 2))
                .allSatisfy(v -> refused(v, DEVICES_NOT_COVERED));
        assertThat(nvidia.verify(List.of(gpu), nonce(gpu), NOW, 2)).allSatisfy(v -> refused(v, DEVICES_NOT_COVERED));
        assertThat(nvidia.verify(List.of(gpu), nonce(gpu), NOW, 1))
                .allSatisfy(v -> assertThat(v).isInstanceOf(GpuVerdict.Genuine.class));
    }

    @Test
    void the_certificate_names_the_firmware_that_measured() throws RefusedException {
        GpuEvidence gpu = evidence("hopper_evidence.json");
        DeviceChain chain = DeviceChain.parse(gpu.chain().toArray());

        assertThat(FirmwareId.of(chain.leaf()))
                .containsExactly(SpdmReport.parse(gpu.report().toArray())
                        .opaque()
                        .field(OpaqueData.FWID)
                        .orElseThrow());
        assertThat(FirmwareId.of(chain.root())).isEmpty();
    }

    /** A sample by default; {@code -Dcocoon.vectors.stride=1} flips every bit. */
    @Test
    void no_flipped_bit_and_no_shortened_report_is_believed() {
        GpuEvidence gpu = evidence("hopper_evidence.json");
        byte[] report = gpu.report().toArray();

        assertThat(IntStream.iterate(0, i -> i < 8 * report.length, i -> i + STRIDE)
                        .filter(i -> {
                            byte[] flipped = report.clone();
                            flipped[i / 8] ^= (byte) (1 << (i % 8));
                            return believed(gpu, flipped);
                        }))
                .isEmpty();
        assertThat(IntStream.iterate(0, i -> i < report.length, i -> i + 17)
                        .filter(length -> believed(gpu, Arrays.copyOf(report, length))))
                .isEmpty();
        refused(
                nvidia.verify(
                        new GpuEvidence(Bytes.of(Arrays.copyOf(report, report.length + 1)), gpu.chain()),
                        nonce(gpu),
                        NOW),
                MALFORMED_GPU_EVIDENCE);
    }

    private boolean believed(GpuEvidence gpu, byte[] report) {
        return nvidia.verify(new GpuEvidence(Bytes.of(report), gpu.chain()), nonce(gpu), NOW)
                instanceof GpuVerdict.Genuine;
    }

    private GpuVerdict verdict(GpuEvidence evidence) {
        return nvidia.verify(evidence, nonce(evidence), NOW);
    }

    /** What its own request asked with. */
    private static Bytes nonce(GpuEvidence evidence) {
        return Bytes.of(evidence.report().toArray(), 4, 36);
    }

    private GpuEvidence evidence(String file) {
        try {
            if (JsonReader.read(vectors.file(FOLDER + file), MAX_FILE) instanceof Json.Arr(List<Json> devices)) {
                JsonObject device = JsonObject.of(devices.getFirst(), file);
                return new GpuEvidence(base64(device.text("evidence")), base64(device.text("certificate")));
            }
            throw new AssertionError(file + " is no list");
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    private String text(String file) {
        return new String(vectors.file(FOLDER + file), StandardCharsets.US_ASCII);
    }

    private static Bytes base64(String text) {
        return Bytes.of(Base64.getDecoder().decode(text));
    }

    private static void refused(GpuVerdict verdict, AttestationRefusal code) {
        assertThat(verdict).isInstanceOfSatisfying(GpuVerdict.Refused.class, r -> assertThat(r.code())
                .isEqualTo(code));
    }
}
