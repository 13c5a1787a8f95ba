package network.cocoon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import network.cocoon.client.fake.FakeOperator;
import network.cocoon.client.trust.ReleaseKeyFile;
import network.cocoon.workers.teesim.SoftwareTee;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cocoon-client attestation} as somebody types it. */
class AttestationCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(FakeOperator operator, byte[] root, Path data, String... more) throws Exception {
        Path rootFile = Files.write(data.resolve("root.der"), root);
        Path keys = Files.writeString(data.resolve("keys"), ReleaseKeyFile.write(operator.releaseKeys()));
        List<String> args = new ArrayList<>(List.of(
                "attestation",
                "--operator",
                operator.uri().toString(),
                "--data",
                data.resolve("home").toString(),
                "--release-keys",
                keys.toString(),
                "--simulated-root",
                rootFile.toString(),
                "--allow-open-platforms",
                "--model-family",
                "tiny"));
        args.addAll(List.of(more));
        return ClientMain.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void each_worker_is_verified_here_and_every_check_is_shown(@TempDir Path data) throws Exception {
        try (FakeOperator operator = new FakeOperator()) {
            int status = run(operator, operator.tee.rootDer(), data);
            assertThat(status).as(err.toString(StandardCharsets.UTF_8)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("domain                SIMULATED", "verdict               ACCEPTED, TCB UpToDate")
                    .contains("  ok   key-binding", "  ok   measurement", "  tcb-info", "  RTMR3")
                    .contains("used for requests     yes")
                    .doesNotContain("FAIL");
        }
    }

    @Test
    void a_worker_without_a_gpu_says_so_and_is_passed_over_by_who_wants_one(@TempDir Path data) throws Exception {
        try (FakeOperator operator = new FakeOperator()) {
            assertThat(run(operator, operator.tee.rootDer(), data, "--require-gpu-evidence"))
                    .isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("verdict               REFUSED, DEVICES_NOT_COVERED")
                    .contains("  FAIL gpu-devices", "no GPU", "  ok   boot-log")
                    .contains("used for requests     no: DEVICES_NOT_COVERED");
        }
    }

    @Test
    void a_worker_of_another_root_is_refused_with_the_check_that_failed(@TempDir Path data) throws Exception {
        byte[] other =
                SoftwareTee.create(InstantSource.system(), new SecureRandom()).rootDer();
        try (FakeOperator operator = new FakeOperator()) {
            assertThat(run(operator, other, data)).isEqualTo(1);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("verdict               REFUSED, ", "  FAIL root-crl", "used for requests     no: ");
        }
    }
}
