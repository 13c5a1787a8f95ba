package network.cocoon.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import network.cocoon.eventstore.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

    @TempDir
    Path folder;

    @Test
    void anExportIsAuditedAsItsDatabaseIs() throws SQLException, IOException {
        List<LogEntry> entries = new ArrayList<>();
        long written = GeneratedLog.write(4_000, entries::add);
        try (TestDatabase database = TestDatabase.create()) {
            DatabaseLog.load(database, Exports.of(entries));
            Path file = folder.resolve("log");

            assertThat(main(database, "export", "--to", file.toString()))
                    .startsWith(written + " events, up to number " + written + " of the log");

            ExportFile export = new ExportFile(file, null, null);
            assertThat(Auditor.audit(export)).isEqualTo(Auditor.audit(Exports.database(database)));
            assertThat(export.size()).isEqualTo(written);
            assertThat(new ExportFile(file, "other", null).networkId()).isEqualTo("other");
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left).containsExactly(file);
            }
        }
    }

    /** Read by another reader, written after the format's description alone. */
    @Test
    void everyByteThatALeafIsMadeOfIsThere() throws SQLException, IOException {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            DatabaseLog.load(database, Story.told());
            Path file = folder.resolve("log");
            LogExport.write(Exports.database(database), file, _ -> {});
            try (DataInputStream in = new DataInputStream(Files.newInputStream(file));
                    ResultSet rows = statement.executeQuery("""
                            SELECT e.*, (extract(epoch FROM time) * 1000000)::bigint AS micros
                            FROM domain_event e JOIN event_index i USING (global_index) ORDER BY dense_index""")) {
                in.skipNBytes(8 + 2);
                in.skipNBytes(in.readUnsignedShort());
                in.skipNBytes(32L * in.readUnsignedShort());
                assertThat(in.readLong()).isEqualTo(Story.told().size());
                in.skipNBytes(32 + 4);
                int count = in.readInt();
                in.skipNBytes(32);
                assertThat(count).isEqualTo(Story.told().size());
                for (long i = 1; i <= count; i++) {
                    assertThat(rows.next()).isTrue();
                    same(in, rows, i);
                }
                assertThat(in.readInt()).isZero();
                assertThat(in.readLong()).isEqualTo(count);
                assertThat(in.readAllBytes()).hasSize(32);
            }
        }
    }

    private static void same(DataInputStream in, ResultSet row, long index) throws IOException, SQLException {
        int length = in.readInt();
        assertThat(in.readLong()).isEqualTo(index);
        assertThat(in.readLong()).isEqualTo(row.getLong("sequence"));
        assertThat(in.readInt()).isEqualTo(row.getInt("revision"));
        assertThat(in.readLong()).isEqualTo(row.getLong("micros"));
        assertThat(in.readNBytes(32)).isEqualTo(row.getBytes("salt"));
        int rest = length - 8 - 8 - 4 - 8 - 32;
        for (String column : List.of("stream", "aggregate_id", "event_id", "name")) {
            byte[] text = in.readNBytes(in.readUnsignedShort());
            assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo(row.getString(column));
            rest -= 2 + text.length;
        }
        byte[] metadata = in.readNBytes(in.readInt());
        assertThat(metadata).isEqualTo(row.getBytes("metadata"));
        assertThat(in.readNBytes(rest - 4 - metadata.length)).isEqualTo(row.getBytes("payload"));
    }

    @Test
    void aLogThatGrowsIsExportedUpToTheSizeItHad() throws Exception {
        List<LogEntry> entries = new ArrayList<>();
        GeneratedLog.write(3_000, entries::add);
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.dataSource().getConnection()) {
            DatabaseLog.load(database, Exports.of(entries));
            List<Long> rows = takeFromIndex(connection, 1_000);
            Thread grower = Thread.ofPlatform().start(() -> giveToIndex(connection, rows));

            LogExport.Written written = LogExport.write(Exports.database(database), folder.resolve("log"), _ -> {});
            boolean grewMeanwhile = grower.isAlive();
            grower.join();

            assertThat(grewMeanwhile).isTrue();
            assertThat(written.events()).isEqualTo(written.size()).isBetween(1_000L, (long) entries.size());
            assertThat(Auditor.audit(new ExportFile(folder.resolve("log"), null, null)))
                    .isEqualTo(Auditor.audit(Exports.of(entries.subList(0, (int) written.size()))));
        }
    }

    /** Leaves an index of so many; the rest comes back in its order. */
    private static List<Long> takeFromIndex(Connection connection, int kept) throws SQLException {
        List<Long> taken = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("WITH gone AS (DELETE FROM event_index WHERE dense_index > "
                        + kept + " RETURNING *) SELECT global_index FROM gone ORDER BY dense_index")) {
            while (rows.next()) {
                taken.add(rows.getLong(1));
            }
        }
        return taken;
    }

    private static void giveToIndex(Connection connection, List<Long> rows) {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO event_index" + " SELECT max(dense_index) + 1, ?, 1 FROM event_index")) {
            for (long row : rows) {
                insert.setLong(1, row);
                insert.executeUpdate();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nothingIsWrittenOverAndNothingLeftBehind() throws IOException {
        Path file = Exports.write(Story.told(), folder.resolve("log"));
        byte[] first = Files.readAllBytes(file);

        assertFault(ExportFault.EXISTS, () -> Exports.write(Story.told(), file));
        assertFault(ExportFault.IO, () -> Exports.write(Story.told(), folder.resolve("no such/log")));
        LogEntry long16 = new LogEntry(1, "s", "a", 0, "s.X", 1, new byte[ExportFormat.MOST_ROW_BYTES]);
        assertFault(ExportFault.TOO_LONG, () -> Exports.write(Exports.of(List.of(long16)), folder.resolve("long")));

        assertThat(Files.readAllBytes(file)).isEqualTo(first);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aRowMayBeLongerThanABlock() {
        byte[] payload = new byte[ExportFormat.MOST_BLOCK_BYTES];
        new Random(1).nextBytes(payload);
        LogEntry small = new LogEntry(1, "s", "a", 0, "s.X", 1, new byte[1]);
        LogEntry large = new LogEntry(2, "s", "a", 1, "s.Y", 1, payload);
        LogEntry last = new LogEntry(3, "s", "a", 2, "s.X", 1, new byte[1]);

        Path file = Exports.write(Exports.of(List.of(small, large, last)), folder.resolve("log"));

        assertThat(Exports.entries(new ExportFile(file, null, null)))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(small, large, last);
    }

    private static void assertFault(ExportFault fault, Runnable action) {
        assertThatThrownBy(action::run).isInstanceOfSatisfying(ExportException.class, e -> assertThat(e.fault())
                .isEqualTo(fault));
    }

    private static String main(TestDatabase database, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> args = new ArrayList<>(List.of(more));
        args.addAll(List.of("--jdbc", database.jdbcUrl(), "--user", database.user()));
        args.addAll(List.of(
                "--network", Story.NETWORK, "--log-key", Story.LOG.publicKey().hex()));
        int exit = AuditMain.run(
                args.toArray(String[]::new),
                Map.of("COCOON_DB_PASSWORD", database.password()),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                System.err);
        assertThat(exit).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }
}
