package network.cocoon.workers.gpu.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import network.cocoon.domain.attestation.json.JsonObject;
import network.cocoon.domain.attestation.json.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code cocoon-worker eventlog} on two machines' real quotes and logs. */
class EventLogCommandTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static Path vectors() {
        String named = System.getProperty("cocoon.vectors.dir");
        Path folder = named != null
                ? Path.of(named)
                : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                        .map(p -> p.resolve("shared/vectors/attestation"))
                        .filter(Files::isDirectory)
                        .findFirst()
                        .orElse(Path.of("none"));
        assumeTrue(Files.isDirectory(folder), "SKIPPED: no attestation vectors (set -Dcocoon.vectors.dir=FOLDER)");
        return folder;
    }

    private int run(Path quote, Path log) {
        return new CommandLine(new EventLogCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("--quote", quote.toString(), "--log", log.toString());
    }

    @Test
    void a_firmwares_log_is_held_against_its_quote() {
        Path cos = vectors().resolve("google+go-tdx-guest");
        assertThat(run(cos.resolve("tdx4-google-cos113.quote.bin"), cos.resolve("tdx-extra/ccel_data.dat")))
                .as(err.toString())
                .isZero();
        assertThat(out.toString())
                .contains("EV_EFI_VARIABLE_DRIVER_CONFIG", "the log comes to all four registers of the quote");
        assertThat(run(cos.resolve("tdx5-google-v5.quote.bin"), cos.resolve("tdx-extra/ccel_data.dat")))
                .isEqualTo(1);
        assertThat(err.toString()).contains("REGISTER_DIFFERS");
    }

    @Test
    void dstacks_log_proves_what_ran(@TempDir Path folder) throws Exception {
        Path dstack = vectors().resolve("Dstack-TEE+dstack");
        String log = JsonObject.of(
                        JsonReader.read(Files.readAllBytes(dstack.resolve("tdx-extra/quote-report.json")), 1 << 20),
                        "report")
                .text("event_log");
        Path file = Files.writeString(folder.resolve("log.json"), log);
        assertThat(run(dstack.resolve("tdx4-dstack-report.quote.bin"), file))
                .as(err.toString())
                .isZero();
        assertThat(out.toString()).contains("compose-hash  32 bytes, proven");
        Files.writeString(file, log.replace("compose-hash", "compose-cash"));
        assertThat(run(dstack.resolve("tdx4-dstack-report.quote.bin"), file)).isEqualTo(1);
        assertThat(err.toString()).contains("PAYLOAD_DIFFERS");
    }
}
