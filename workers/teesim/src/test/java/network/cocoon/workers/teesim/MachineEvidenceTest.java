package network.cocoon.workers.teesim;

import static network.cocoon.domain.attestation.check.AttestationRefusal.DEVICES_NOT_COVERED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_EVIDENCE_NOT_BOUND;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_MODE_NOT_ACCEPTED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.GPU_VERSION_NOT_ALLOWED;
import static network.cocoon.domain.attestation.check.AttestationRefusal.NONCE_MISMATCH;
import static network.cocoon.domain.attestation.check.AttestationRefusal.UNKNOWN_ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MachineRules;
import network.cocoon.domain.attestation.Verdict;
import network.cocoon.domain.attestation.check.AttestationRefusal;
import network.cocoon.domain.attestation.codec.FieldWriter;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuEvidence;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import org.junit.jupiter.api.Test;

/** A verdict with GPUs in it: what ties them to the keys, that all of them are shown, and what a release may ask. */
class MachineEvidenceTest {

    private static final Minted MINTED = new Minted();
    private static final AttestationPolicy DEMANDED = MINTED.policy.withMachine(MachineRules.NONE.demandingGpus());

    @Test
    void a_gpu_that_answers_the_keys_is_believed_and_satisfies_the_demand() {
        Evidence evidence = MINTED.evidence(nonce -> new GpuDevices(1, MINTED.tee.gpus(nonce)));
        Evidence read = Evidence.decode(evidence.encode());
        assertThat(read).isEqualTo(evidence);
        assertThat(new String(read.encode(), 0, 18, StandardCharsets.US_ASCII)).isEqualTo("cocoon/evidence/v3");
        assertThat(MINTED.verifier.verify(read, DEMANDED, Minted.NOW)).isInstanceOf(Verdict.Accepted.class);
        assertThat(AttestationVerifier.intel().verify(read, DEMANDED, Minted.NOW))
                .isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void a_worker_without_a_gpu_says_so_and_passes_unless_one_is_demanded() {
        Evidence evidence = MINTED.evidence(_ -> GpuDevices.NONE);
        assertThat(MINTED.verdict(evidence))
                .isInstanceOfSatisfying(Verdict.Accepted.class, accepted -> assertThat(accepted.checks())
                        .anySatisfy(check -> {
                            assertThat(check.name()).isEqualTo("gpu-devices");
                            assertThat(check.detail()).contains("no GPU");
                        }));
        refused(evidence, DEMANDED, DEVICES_NOT_COVERED);
    }

    @Test
    void a_device_that_is_known_still_answers_its_own_nonce_alone() {
        Bytes nonce = MINTED.nonce();
        GpuDevices devices = new GpuDevices(1, MINTED.tee.gpus(nonce));
        Evidence evidence = MINTED.evidence(devices, Optional.empty(), Deviations.NONE);
        for (int i = 0; i < 2; i++) {
            assertThat(MINTED.verdict(evidence)).isInstanceOf(Verdict.Accepted.class);
        }
        KeyStatement keys = evidence.statement();
        KeyStatement others = new KeyStatement(
                keys.worker(),
                Bytes.of(new byte[] {1}),
                keys.receiptKey(),
                keys.modelDigest(),
                keys.imageDigest(),
                devices.digest(),
                keys.platformId(),
                keys.beacon(),
                keys.notBefore(),
                keys.notAfter());
        refused(
                new Evidence(
                        Bytes.of(MINTED.tee.quote(others.reportData())),
                        MINTED.tee.collateral(),
                        others,
                        Optional.empty(),
                        devices,
                        Optional.empty()),
                NONCE_MISMATCH);
    }

    @Test
    void every_gpu_that_the_worker_counted_must_be_shown_once() {
        refused(MINTED.evidence(nonce -> new GpuDevices(2, MINTED.tee.gpus(nonce))), DEVICES_NOT_COVERED);
        refused(MINTED.evidence(_ -> new GpuDevices(1, List.of())), DEVICES_NOT_COVERED);
        refused(
                MINTED.evidence(nonce -> {
                    List<GpuEvidence> twice = new ArrayList<>(MINTED.tee.gpus(nonce));
                    twice.addAll(MINTED.tee.gpus(nonce));
                    return new GpuDevices(2, twice);
                }),
                DEVICES_NOT_COVERED);
    }

    @Test
    void evidence_of_other_keys_or_of_another_machine_is_refused() {
        refused(MINTED.evidence(_ -> new GpuDevices(1, MINTED.tee.gpus(Bytes.of(new byte[32])))), NONCE_MISMATCH);
        refused(MINTED.evidence(nonce -> new GpuDevices(1, new Minted().tee.gpus(nonce))), UNKNOWN_ROOT);
        refused(
                MINTED.evidence(nonce -> new GpuDevices(
                        1,
                        List.of(SoftwareGpu.create(Minted.NOW, new SecureRandom())
                                .evidence(nonce)))),
                UNKNOWN_ROOT);
    }

    @Test
    void devices_that_the_statement_does_not_name_are_refused() {
        Evidence none = MINTED.evidence(_ -> GpuDevices.NONE);
        Evidence some = MINTED.evidence(nonce -> new GpuDevices(1, MINTED.tee.gpus(nonce)));
        refused(
                new Evidence(
                        none.quote(),
                        none.collateral(),
                        none.statement(),
                        Optional.empty(),
                        some.gpus(),
                        Optional.empty()),
                GPU_EVIDENCE_NOT_BOUND);
        refused(
                new Evidence(some.quote(), some.collateral(), some.statement(), Optional.empty()),
                GPU_EVIDENCE_NOT_BOUND);
    }

    @Test
    void a_release_may_list_drivers_and_firmware() {
        Evidence evidence = MINTED.evidence(nonce -> new GpuDevices(1, MINTED.tee.gpus(nonce)));
        AttestationPolicy good = rules(List.of("580.95.05", "590.12"), List.of("96.00.01.00.01"));
        assertThat(MINTED.verifier.verify(evidence, good, Minted.NOW)).isInstanceOf(Verdict.Accepted.class);
        refused(evidence, rules(List.of("580.95.05"), List.of()), GPU_VERSION_NOT_ALLOWED);
        refused(evidence, rules(List.of(), List.of("96.00.01.00.02")), GPU_VERSION_NOT_ALLOWED);
    }

    @Test
    void gpus_that_speak_over_switches_need_the_switches_shown() {
        SoftwareGpu gpu = MINTED.tee.gpu();
        byte[] firmware = SoftwareGpu.firmware("firmware");
        refused(
                MINTED.evidence(nonce -> new GpuDevices(1, List.of(gpu.evidence(nonce, firmware, 2)))),
                GPU_MODE_NOT_ACCEPTED);
    }

    @Test
    void what_shows_nothing_is_written_as_before() {
        Evidence evidence = MINTED.evidence(_ -> GpuDevices.NONE);
        assertThat(new String(evidence.encode(), 0, 18, StandardCharsets.US_ASCII))
                .isEqualTo("cocoon/evidence/v1");
        FieldWriter forged = new FieldWriter("cocoon/evidence/v3")
                .bytes(evidence.quote())
                .bytes(evidence.collateral().encode())
                .bytes(evidence.statement().encode())
                .bytes(new byte[0])
                .number(0)
                .number(0)
                .bytes(new byte[0]);
        assertThatIllegalArgumentException().isThrownBy(() -> Evidence.decode(forged.toArray()));
        assertThat(GpuDevices.NONE.digest())
                .isEqualTo(Digest.sha256("cocoon/no-gpu-evidence/v1".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void a_boot_log_that_comes_to_rtmr3_is_believed_and_one_that_does_not_is_refused() {
        KeyStatement keys = MINTED.statement();
        BootLogs log = new BootLogs(keys);
        assertThat(MINTED.verdict(with(log, log.measured()))).isInstanceOf(Verdict.Accepted.class);
        refused(with(log, Deviations.NONE), AttestationRefusal.BOOT_LOG_DIFFERS);
        BootLogs again = new BootLogs().started(keys.imageDigest(), Digest.sha256(new byte[] {9}));
        refused(with(again, again.measured()), AttestationRefusal.BOOT_LOG_DIFFERS);
        again.started(keys.imageDigest(), keys.modelDigest());
        assertThat(MINTED.verdict(with(again, again.measured()))).isInstanceOf(Verdict.Accepted.class);
        refused(
                MINTED.evidence(GpuDevices.NONE, Optional.of(Bytes.of(new byte[] {'['})), Deviations.NONE),
                AttestationRefusal.MALFORMED_BOOT_LOG);
    }

    @Test
    void a_release_may_demand_the_log_and_say_what_may_have_run() {
        KeyStatement keys = MINTED.statement();
        AttestationPolicy demanded = boot(keys.imageDigest());
        refused(MINTED.evidence(), demanded, AttestationRefusal.BOOT_LOG_MISSING);
        BootLogs log = new BootLogs(keys);
        assertThat(MINTED.verifier.verify(with(log, log.measured()), demanded, Minted.NOW))
                .isInstanceOf(Verdict.Accepted.class);
        refused(
                with(log, log.measured()),
                boot(Digest.sha256(new byte[] {8})),
                AttestationRefusal.BOOT_EVENT_NOT_ALLOWED);
        BootLogs stranger = new BootLogs()
                .also("debug-shell", Digest.sha256(new byte[] {7}))
                .started(keys.imageDigest(), keys.modelDigest());
        assertThat(MINTED.verdict(with(stranger, stranger.measured()))).isInstanceOf(Verdict.Accepted.class);
        refused(with(stranger, stranger.measured()), demanded, AttestationRefusal.BOOT_EVENT_NOT_ALLOWED);
    }

    private static Evidence with(BootLogs log, Deviations machine) {
        return MINTED.evidence(GpuDevices.NONE, Optional.of(log.bytes()), machine);
    }

    private static AttestationPolicy rules(List<String> drivers, List<String> vbioses) {
        return MINTED.policy.withMachine(new MachineRules(true, drivers, vbioses, false, List.of()));
    }

    private static AttestationPolicy boot(Digest image) {
        return MINTED.policy.withMachine(new MachineRules(false, List.of(), List.of(), true, List.of(image)));
    }

    private static void refused(Evidence evidence, AttestationRefusal code) {
        refused(evidence, MINTED.policy, code);
    }

    private static void refused(Evidence evidence, AttestationPolicy policy, AttestationRefusal code) {
        assertThat(MINTED.verifier.verify(evidence, policy, Minted.NOW))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, r -> assertThat(r.code()).isEqualTo(code));
    }
}
