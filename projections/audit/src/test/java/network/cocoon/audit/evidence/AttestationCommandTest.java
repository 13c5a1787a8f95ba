package network.cocoon.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.domain.attestation.Evidence;
import network.cocoon.domain.attestation.KeyStatement;
import network.cocoon.domain.attestation.MachineRules;
import network.cocoon.domain.attestation.ReleaseManifest;
import network.cocoon.domain.attestation.SignedManifest;
import network.cocoon.domain.attestation.gpu.GpuDevices;
import network.cocoon.domain.attestation.gpu.GpuNonce;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.workers.teesim.SoftwareTee;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of what one worker showed, judged from files. */
class AttestationCommandTest {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Digest MODEL = Digest.sha256(new byte[] {1});

    private final SecureRandom random = new SecureRandom();
    private final SoftwareTee tee = SoftwareTee.create(InstantSource.fixed(NOW), random);
    private final SigningKey keeper = SigningKey.generate(random);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        write("root", tee.rootDer());
        write("manifest", manifest(MachineRules.NONE.demandingGpus()));
        write("with", evidence(true));
        write("without", evidence(false));
    }

    @Test
    void it_is_believed_with_its_gpu_under_the_root_that_is_named() {
        assertThat(run("with", "--simulated-root", file("root"))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("SIMULATED", "signed by", keeper.publicKey().hex())
                .contains("passed  gpu-signature", "passed  gpu-devices", "passed  measurement", "accepted");
        assertThat(run("with")).isEqualTo(1);
    }

    @Test
    void what_the_release_demands_is_demanded_here() throws IOException {
        assertThat(run("without", "--simulated-root", file("root"))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAILED  gpu-devices", "DEVICES_NOT_COVERED");
        write("manifest", manifest(MachineRules.NONE));
        assertThat(run("without", "--simulated-root", file("root"))).isZero();
    }

    @Test
    void files_that_are_something_else_are_told_of() throws IOException {
        byte[] forged = manifest(MachineRules.NONE);
        forged[forged.length - 1] ^= 1;
        write("manifest", forged);
        assertThat(run("with", "--simulated-root", file("root"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("MALFORMED_MANIFEST");
        write("manifest", manifest(MachineRules.NONE));
        assertThat(run("manifest")).isEqualTo(2);
        assertThat(run("with", "--simulated-root", file("manifest"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("MALFORMED_EVIDENCE");
    }

    private int run(String evidence, String... more) {
        var args = new ArrayList<>(List.of(
                "attestation", "--file", file(evidence), "--manifest", file("manifest"), "--at", NOW.toString()));
        args.addAll(List.of(more));
        return EvidenceMain.run(
                args.toArray(String[]::new),
                InstantSource.fixed(NOW),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private byte[] manifest(MachineRules rules) {
        var manifest = new ReleaseManifest(
                1,
                NOW.minusSeconds(60),
                List.of(tee.measurement().digest()),
                List.of(MODEL),
                List.of(),
                List.of(),
                List.of(),
                0,
                rules);
        return SignedManifest.sign(manifest, List.of(keeper)).encode();
    }

    private byte[] evidence(boolean gpu) {
        Bytes sealing = Bytes.of(new byte[1216]);
        Bytes receipt = Bytes.of(new byte[32]);
        Bytes beacon = Bytes.of(new byte[32]);
        GpuDevices devices = gpu ? new GpuDevices(1, tee.gpus(GpuNonce.of(sealing, receipt, beacon))) : GpuDevices.NONE;
        var statement = new KeyStatement(
                new WorkerId("gpu_" + "1".repeat(32)),
                sealing,
                receipt,
                MODEL,
                Digest.sha256(new byte[] {2}),
                devices.digest(),
                tee.platformId(),
                beacon,
                NOW.minusSeconds(5),
                NOW.plusSeconds(2400));
        return new Evidence(
                        Bytes.of(tee.quote(statement.reportData())),
                        tee.collateral(),
                        statement,
                        Optional.empty(),
                        devices,
                        Optional.empty())
                .encode();
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private void write(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
    }
}
