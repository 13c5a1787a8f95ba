package network.cocoon.workers.teesim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import network.cocoon.domain.attestation.AttestationPolicy;
import network.cocoon.domain.attestation.AttestationVerifier;
import network.cocoon.domain.attestation.Collateral;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.check.Check;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.report.AttestationReport;
import network.cocoon.domain.attestation.report.AttestationReport.Change;
import network.cocoon.domain.attestation.report.AttestationReport.Field;
import network.cocoon.domain.attestation.report.CheckMeaning;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import org.junit.jupiter.api.Test;

/** What people are told of evidence, computed from its bytes. */
class AttestationReportTest {

    private final Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final SoftwareTee tee = SoftwareTee.create(InstantSource.fixed(now), new SecureRandom());
    private final AttestationVerifier verifier = AttestationVerifier.simulated(tee.rootDer());

    private Evidence evidence(String model, Collateral collateral) {
        KeyStatement statement = new KeyStatement(
                new WorkerId("gpu_" + "1".repeat(32)),
                Bytes.of(new byte[] {1}),
                Bytes.of(new byte[32]),
                Digest.sha256(model.getBytes(StandardCharsets.UTF_8)),
                Digest.sha256(new byte[] {2}),
                GpuDevices.NONE.digest(),
                tee.platformId(),
                Bytes.of(new byte[32]),
                now.minusSeconds(10),
                now.plusSeconds(600));
        return new Evidence(Bytes.of(tee.quote(statement.reportData())), collateral, statement);
    }

    private AttestationReport report(Evidence evidence) {
        return AttestationReport.of(evidence, verifier, AttestationPolicy.allowing(tee.measurement()), now);
    }

    @Test
    void every_check_of_a_whole_verification_says_why_it_matters() {
        AttestationReport report = report(evidence("model", tee.collateral()));
        assertThat(report.accepted()).as(report.verdict().toString()).isTrue();
        assertThat(report.verdict().checks()).hasSizeGreaterThan(25).allSatisfy(check -> assertThat(
                        CheckMeaning.of(check.name()))
                .as(check.name())
                .isNotEmpty());
    }

    @Test
    void what_stands_beside_the_quote_is_told_device_by_device_and_event_by_event() {
        Minted minted = new Minted();
        BootLogs log = new BootLogs(minted.statement());
        Evidence evidence = minted.evidence(
                new GpuDevices(1, minted.tee.gpus(minted.nonce())), Optional.of(log.bytes()), log.measured());
        AttestationReport report = AttestationReport.of(evidence, minted.verifier, minted.policy, Minted.NOW);
        assertThat(report.accepted()).as(report.verdict().toString()).isTrue();
        assertThat(report.verdict().checks())
                .extracting(Check::name)
                .contains(
                        "gpu-binding",
                        "gpu-chain",
                        "gpu-signature",
                        "gpu-nonce",
                        "gpu-mode",
                        "gpu-devices",
                        "gpu-together",
                        "gpu-driver",
                        "gpu-vbios",
                        "boot-log",
                        "boot-image",
                        "boot-model",
                        "boot-events")
                .allSatisfy(name -> assertThat(CheckMeaning.of(name)).as(name).isNotEmpty());
        assertThat(report.fields())
                .contains(new Field("Device 1 driver", "590.12", "Version of its driver"))
                .extracting(Field::name)
                .contains("Device 1", "Device 1 VBIOS", "Device 1 measures", "Boot event 1", "Boot event 2")
                .doesNotHaveDuplicates();
    }

    @Test
    void fields_certificates_and_collateral_are_those_of_the_evidence() {
        AttestationReport report = report(evidence("model", tee.collateral()));
        assertThat(report.fields())
                .contains(new Field(
                        "MRTD", tee.measurement().mrtd().hex(), "What the virtual machine began with: its firmware"))
                .extracting(Field::name)
                .contains("RTMR0", "RTMR3", "REPORTDATA", "FMSPC", "Platform", "TDATTRIBUTES")
                .doesNotHaveDuplicates();
        assertThat(report.certificates()).hasSize(3);
        assertThat(report.certificates().getLast().name()).contains("Root");
        assertThat(report.collateral().orElseThrow().parts()).hasSize(4);
    }

    @Test
    void only_what_changed_since_the_last_one_is_a_change() {
        AttestationReport first = report(evidence("model", tee.collateral()));
        assertThat(first.since(first)).isEmpty();
        AttestationReport next = report(evidence("another model", tee.collateral()));
        assertThat(next.since(first)).extracting(Change::name).containsExactly("Model", "REPORTDATA");
    }

    @Test
    void a_refusal_shows_the_check_that_failed_and_still_what_was_shown() {
        Collateral old = tee.collateral(
                Deviations.NONE.but().collateralAge(Duration.ofDays(90)).build());
        AttestationReport report = report(evidence("model", old));
        assertThat(report.accepted()).isFalse();
        assertThat(report.verdict().checks())
                .filteredOn(check -> !check.passed())
                .hasSize(1);
        assertThat(report.verdict().checks().getLast())
                .extracting(Check::passed)
                .isEqualTo(false);
        assertThat(report.collateral()).isEmpty();
        assertThat(report.fields()).isNotEmpty();
    }
}
