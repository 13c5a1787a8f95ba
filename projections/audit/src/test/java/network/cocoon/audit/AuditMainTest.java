package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return AuditMain.run(
                args,
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void helpSaysHow() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("replay --jdbc URL | --from FILE", "export --jdbc URL --to FILE", "--password-file");
    }

    @Test
    void misuseIsTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("replay")).isEqualTo(2);
        assertThat(run("replay", "--jdbc")).isEqualTo(2);
        assertThat(run("replay", "--jdbc", "jdbc:other:x")).isEqualTo(2);
        assertThat(run("replay", "--frob")).isEqualTo(2);
        assertThat(run("replay", "--from", "a", "--jdbc", "jdbc:postgresql:x")).isEqualTo(2);
        assertThat(run("replay", "--from", "a", "--to", "b")).isEqualTo(2);
        assertThat(run("export", "--to", "a")).isEqualTo(2);
        assertThat(run("export", "--jdbc", "jdbc:postgresql:x")).isEqualTo(2);
        assertThat(run("--from", "a")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--jdbc needs a value", "unknown argument: --frob");
    }

    @Test
    void anUnreachableDatabaseIsTwo() {
        assertThat(run("replay", "--jdbc", "jdbc:postgresql://localhost:1/none", "--network", "x"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the log cannot be read");
    }

    @Test
    void aFileThatIsNotThereIsTwo() {
        assertThat(run("replay", "--from", "no such file")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("EXPORT_IO: ");
    }

    @Test
    void reportsAreWrittenForPeopleAndPrograms() {
        AuditReport report = Auditor.audit(Story.told());

        assertThat(ReportText.table(report, 1_000_000_000L))
                .contains("billed 6000 = earned 5700 + fees 300", "OK: ", Story.APP.value(), Story.OWNER.value());
        assertThat(ReportText.json(report, 1_000_000_000L)).contains("\"ok\":true", "\"billed\":\"6000\"");
    }
}
