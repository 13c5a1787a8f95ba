package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.Difference;
import network.cocoon.domain.settlement.DifferenceName;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.LeafRow;
import network.cocoon.domain.transparency.TransparencyEvent.CheckpointSealed;
import network.cocoon.eventstore.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log's tree: what is sealed stays as it was, to the bit, and the chain's time brackets it. */
class TreeAuditTest {

    private static final String SEALED = "transparency.CheckpointSealed";
    private static final String MODEL = "registry.ModelListed";
    private static final String ROOT = "checkpoint root";

    private static String rule(RowSource log) {
        AuditReport report = Auditor.audit(log);
        assertThat(Exports.audit(log)).isEqualTo(report);
        return Objects.requireNonNull(report.discrepancy()).rule();
    }

    @Test
    void anHonestLogHoldsWhereverItIsReadFrom() throws SQLException {
        SealedLog told = SealedLog.told();
        Checkpoint all = told.checkpoint();

        AuditReport report = Auditor.audit(told.log);

        assertThat(report.discrepancy()).isNull();
        assertThat(report.tree()).isEqualTo(new AuditReport.Tree(11, all.root(), 10, 4));
        assertThat(Exports.audit(told.log)).isEqualTo(report);
        try (TestDatabase database = TestDatabase.create()) {
            DatabaseLog.load(database, told.log);
            assertThat(Auditor.audit(Exports.database(database))).isEqualTo(report);
        }
    }

    /** What no other check looks at. */
    static Stream<UnaryOperator<LeafRow>> changes() {
        return Stream.of(
                row -> with(row, row.micros() ^ 1, row.salt(), row.eventId(), row.metadata(), row.payload()),
                row -> with(row, row.micros(), flipped(row.salt()), row.eventId(), row.metadata(), row.payload()),
                row -> with(row, row.micros(), row.salt(), row.eventId() + "x", row.metadata(), row.payload()),
                row -> with(row, row.micros(), row.salt(), row.eventId(), flipped(row.metadata()), row.payload()),
                // The same event in other bytes.
                row -> with(row, row.micros(), row.salt(), row.eventId(), row.metadata(), spaced(row.payload())));
    }

    private static LeafRow with(
            LeafRow row, long micros, byte[] salt, String eventId, byte[] metadata, byte[] payload) {
        return new LeafRow(
                row.index(),
                row.sequence(),
                row.revision(),
                micros,
                salt,
                row.stream(),
                row.aggregate(),
                eventId,
                row.name(),
                metadata,
                payload);
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    private static byte[] spaced(byte[] json) {
        return (new String(json, StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anotherBitUnderACheckpointIsFound(UnaryOperator<LeafRow> change) {
        for (int index : new int[] {1, 4, 5, 6, 9, 10}) {
            assertThat(rule(new StoredRows(SealedLog.told().log).change(index, change)))
                    .isEqualTo(ROOT);
        }
        // Behind the last checkpoint nothing is sealed yet.
        assertThat(Auditor.audit(new StoredRows(SealedLog.told().log).change(11, change))
                        .discrepancy())
                .isNull();
    }

    @Test
    void anEventLeftOutPutInOrMovedIsFound() {
        for (int nth : new int[] {0, 3}) {
            MemoryLog shorter = SealedLog.told().log;
            shorter.remove(MODEL, nth);
            assertThat(rule(shorter)).isEqualTo(ROOT);
        }
        MemoryLog swapped = SealedLog.told().log;
        swapped.moveBefore(MODEL, 2, MODEL, 1);
        swapped.tamper(
                MODEL, 1, json -> json.put("at", SealedLog.BEGIN.plusSeconds(2).toString()));
        swapped.tamper(
                MODEL, 2, json -> json.put("at", SealedLog.BEGIN.plusSeconds(3).toString()));
        assertThat(rule(swapped)).isEqualTo(ROOT);
        MemoryLog later = SealedLog.told().log;
        later.tamper(MODEL, 6, json -> json.put("family", "Other"));
        assertThat(rule(later)).isEqualTo(ROOT);
    }

    @Test
    void anotherRootIsFound() {
        MemoryLog log = SealedLog.told().log;
        log.tamper(SEALED, 1, json -> json.withObject("/checkpoint")
                .put("root", Digest.sha256().hex()));

        assertThat(rule(log)).isEqualTo(ROOT);
    }

    @Test
    void aSizeThatCannotBeIsFound() {
        SealedLog shrinking = SealedLog.told();
        shrinking.seal(new Checkpoint(9, Digest.sha256()));
        assertThat(rule(shrinking.log)).isEqualTo("checkpoint shrinks");
        SealedLog again = SealedLog.told();
        again.seal(new Checkpoint(10, Digest.sha256()));
        assertThat(rule(again.log)).isEqualTo("checkpoint shrinks");
        SealedLog beyond = SealedLog.told();
        beyond.seal(new Checkpoint(12, Digest.sha256()));
        assertThat(rule(beyond.log)).isEqualTo("checkpoint beyond the log");
        MemoryLog zero = SealedLog.told().log;
        zero.tamper(SEALED, 0, json -> json.withObject("/checkpoint").put("size", 0));
        assertThat(rule(zero)).isEqualTo("payload");
    }

    /** So many leaves are kept, and a checkpoint behind them cannot be checked any more. */
    @Test
    void aCheckpointThatComesTooLateIsFound() {
        TreeCheck tree = new TreeCheck(null);
        Place place = new Place(1, "registry", "network");
        for (int i = 0; i <= Checkpoint.MOST_BEHIND; i++) {
            tree.passed(Digest.sha256(), SealedLog.BEGIN, place);
        }
        Place sealed = new Place(2, "transparency", "log");

        assertThatThrownBy(() -> tree.check(
                        new CheckpointSealed(
                                new Checkpoint(Checkpoint.MOST_BEHIND + 1, Digest.sha256()), SealedLog.BEGIN),
                        sealed))
                .hasMessageContaining(ROOT);
        assertThat(tree.report().size()).isEqualTo(Checkpoint.MOST_BEHIND + 1);

        TreeCheck late = new TreeCheck(null);
        for (int i = 0; i <= Checkpoint.MOST_BEHIND + 1; i++) {
            late.passed(Digest.sha256(), SealedLog.BEGIN, place);
        }
        assertThatThrownBy(() ->
                        late.check(new CheckpointSealed(new Checkpoint(1, Digest.sha256()), SealedLog.BEGIN), sealed))
                .hasMessageContaining("checkpoint too late");
    }

    @Test
    void onlyWhatWasSealedIsAnchoredAndOnItsStream() {
        SealedLog never = SealedLog.told();
        never.anchor(new Checkpoint(10, Digest.sha256()), never.now);
        assertThat(rule(never.log)).isEqualTo("decision");
        SealedLog twice = new SealedLog();
        twice.models(1);
        Checkpoint once = twice.seal();
        twice.anchor(once, twice.now);
        twice.anchor(once, twice.now);
        assertThat(rule(twice.log)).isEqualTo("decision");
        SealedLog elsewhere = new SealedLog();
        elsewhere.models(1);
        elsewhere.log.append("other", new CheckpointSealed(elsewhere.checkpoint(), elsewhere.now));
        assertThat(rule(elsewhere.log)).isEqualTo("stream id");
    }

    /** @param off what the chain's time is beside the newest event's */
    private static SealedLog anchored(Duration off) {
        SealedLog log = new SealedLog();
        log.models(4);
        log.anchor(log.seal(), log.now.plus(off));
        log.models(1);
        return log;
    }

    @Test
    void eventsUnderAnAnchorAreNotLaterThanIt() {
        assertThat(Auditor.audit(anchored(TreeCheck.TOLERANCE.negated()).log).discrepancy())
                .isNull();
        assertThat(rule(anchored(TreeCheck.TOLERANCE.negated().minusSeconds(1)).log))
                .isEqualTo("time after anchor");
    }

    /** Events that come between the last one under a checkpoint and its own are not under it. */
    @Test
    void eventsBesideAnAnchorAreNotUnderIt() {
        SealedLog log = new SealedLog();
        log.models(1);
        Checkpoint one = log.checkpoint();
        Instant then = log.now;
        log.now = then.plus(TreeCheck.TOLERANCE.multipliedBy(2));
        log.models(1);
        log.seal(one);
        log.anchor(one, then);

        assertThat(Auditor.audit(log.log).discrepancy()).isNull();
    }

    @Test
    void eventsBehindAnAnchorAreNotOlderThanIt() {
        assertThat(Auditor.audit(anchored(TreeCheck.TOLERANCE).log).discrepancy())
                .isNull();
        assertThat(rule(anchored(TreeCheck.TOLERANCE.plusSeconds(1)).log)).isEqualTo("time before anchor");
        SealedLog back = anchored(Duration.ZERO);
        back.now = back.now.minus(TreeCheck.TOLERANCE).minusSeconds(3);
        back.log.append(
                "reconciliation",
                new SettlementEvent.DifferenceFound(
                        new Difference(
                                DifferenceName.TERMS_DIFFER, "a", null, 0, Nanoton.ZERO, Nanoton.of(1), back.now),
                        back.now));
        assertThat(rule(back.log)).isEqualTo("time before anchor");
    }

    @Test
    void aCheckpointThatSomebodySawMustBeTheLogs(@TempDir Path folder) throws IOException {
        SealedLog told = SealedLog.told();
        Checkpoint all = told.checkpoint();
        SealedLog grown = SealedLog.told();
        grown.models(3);
        grown.seal();

        assertThat(known(grown, all)).isNull();
        assertThat(Objects.requireNonNull(known(grown, new Checkpoint(11, Digest.sha256())))
                        .rule())
                .isEqualTo("checkpoint known");
        assertThat(known(grown, grown.checkpoint())).isNull();
        assertThat(Objects.requireNonNull(known(grown, new Checkpoint(16, all.root())))
                        .expected())
                .isEqualTo("at least 16 events");

        Path file = Exports.write(grown.log, folder.resolve("log"));
        assertThat(main(file, all.size() + ":" + all.root())).isEqualTo(AuditMain.OK);
        assertThat(main(file, "9:" + all.root())).isEqualTo(AuditMain.DISCREPANCY);
        assertThat(main(file, "9")).isEqualTo(AuditMain.FAILED);
        assertThat(main(file, "0:" + all.root())).isEqualTo(AuditMain.FAILED);
    }

    private static int main(Path file, String checkpoint) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return AuditMain.run(
                new String[] {"replay", "--from", file.toString(), "--checkpoint", checkpoint},
                Map.of(),
                nowhere,
                nowhere);
    }

    private static @Nullable Discrepancy known(SealedLog log, Checkpoint seen) {
        return Auditor.audit(log.log, AuditSettings.DEFAULT.with(seen)).discrepancy();
    }
}
