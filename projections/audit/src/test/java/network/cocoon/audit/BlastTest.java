package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What software of one measurement could read, whoever served it in the end. */
class BlastTest {

    private static final Digest MEASUREMENT = Story.digest("image");

    @Test
    void every_request_that_was_assigned_under_the_measurement_is_listed_with_its_money() {
        BlastBook book = BlastBook.of(MEASUREMENT);
        assertThat(Auditor.audit(Story.told(), AuditSettings.DEFAULT, book).discrepancy())
                .isNull();
        // The third expired before it had a worker; the fifth is open.
        assertThat(book.rows())
                .extracting(BlastBook.Row::request)
                .containsExactly(Story.id(1), Story.id(2), Story.id(4), Story.id(5));
        assertThat(book.rows())
                .extracting(BlastBook.Row::outcome)
                .containsExactly("Completed", "Failed", "Completed", "open");
        assertThat(book.rows())
                .extracting(BlastBook.Row::cost)
                .containsExactly(Nanoton.of(3000), Nanoton.ZERO, Nanoton.of(3000), Nanoton.ZERO);
        assertThat(book.rows()).allSatisfy(row -> {
            assertThat(row.account()).isEqualTo(Story.APP);
            assertThat(row.worker()).isEqualTo(Story.WORKER);
            assertThat(row.assignedAt()).isAfterOrEqualTo(row.askedAt());
        });
    }

    @Test
    void an_answer_that_broke_off_counts_with_its_partial_bill() {
        BlastBook book = BlastBook.of(MEASUREMENT);
        assertThat(Auditor.audit(Story.interrupted(), AuditSettings.DEFAULT, book)
                        .discrepancy())
                .isNull();
        assertThat(book.rows()).hasSize(5);
        assertThat(book.rows().stream().mapToLong(row -> row.cost().value()).sum())
                .isEqualTo(4 * Requests.PARTIAL_COST + Requests.COST);
    }

    @Test
    void nothing_was_served_under_a_measurement_that_nobody_showed() {
        BlastBook book = BlastBook.of(Story.digest("other software"));
        Auditor.audit(Story.told(), AuditSettings.DEFAULT, book);
        assertThat(book.rows()).isEmpty();
        assertThat(book.keys()).isZero();
    }

    @Test
    void the_command_reads_an_export(@TempDir Path folder) {
        Path export = Exports.write(Story.told(), folder.resolve("log"));
        List<String> table = run(0, "blast", "--measurement", MEASUREMENT.hex(), "--from", export.toString());
        assertThat(table.getFirst()).contains("4 requests assigned");
        assertThat(table.getLast()).isEqualTo("in all 6000");
        assertThat(run(0, "blast", "--measurement", MEASUREMENT.hex(), "--json", "--from", export.toString()))
                .singleElement()
                .asString()
                .contains("\"cost\":\"3000\"");
        run(2, "blast", "--from", export.toString());
        run(2, "blast", "--measurement", "zz", "--from", export.toString());
        run(2, "replay", "--measurement", MEASUREMENT.hex(), "--from", export.toString());
    }

    private static List<String> run(int status, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        assertThat(AuditMain.run(
                        args,
                        Map.of(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .as(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(status);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
