package network.cocoon.audit;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import network.cocoon.audit.CopyFile.Rows;
import network.cocoon.eventstore.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Replay of a large log from a real database and from its export, in this process and as users run it: {@code AuditBench
 * [events] [file]}. A file that is there is used, else it is written, in a minute at most and so with fewer events where
 * the machine is slow; without one a temporary file is. Prints a table; a log that does not hold ends it.
 */
public final class AuditBench {

    private static final int ROUNDS = 3;
    private static final Duration MAKING = Duration.ofMinutes(1);

    /** Checking every signature takes the longest: so many events are enough to tell how long. */
    private static final long SIGNED = 30_000;

    private static final String SELECT = "plain SELECT of the same rows, nothing decoded";
    private static final String COPY = "plain COPY of the same rows, nothing decoded";

    private final TestDatabase database;
    private final BenchTable table;
    private final JdbcLogSource log;

    private AuditBench(TestDatabase database) throws SQLException {
        this.database = database;
        this.table = new BenchTable(server(database));
        this.log = Exports.database(database);
    }

    public static void main(String[] args) throws IOException, SQLException, InterruptedException {
        long events = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        Path file = args.length > 1 ? Path.of(args[1]) : Files.createTempFile("cocoon-audit-bench-", ".copy");
        try (TestDatabase database = TestDatabase.create()) {
            if (!Files.exists(file) || Files.size(file) == 0) {
                generate(events, file);
            }
            long started = System.nanoTime();
            DatabaseLog.load(database, new CopyFile(file));
            say("loaded " + (Files.size(file) >> 20) + " MB in " + (System.nanoTime() - started) / 1_000_000 + " ms, "
                    + Runtime.getRuntime().availableProcessors() + " processors");
            new AuditBench(database).run();
        } finally {
            if (args.length < 2) {
                Files.delete(file);
            }
        }
    }

    private static void generate(long events, Path file) throws IOException {
        long started = System.nanoTime();
        try (Rows rows = new Rows(Files.newOutputStream(file))) {
            long written = GeneratedLog.write(
                    events, () -> System.nanoTime() - started > MAKING.toNanos(), entry -> CopyFile.write(rows, entry));
            say("generated " + written + " events in " + (System.nanoTime() - started) / 1_000_000 + " ms");
        }
    }

    private void run() throws IOException, SQLException, InterruptedException {
        Path folder = Files.createTempDirectory("cocoon-audit-bench-");
        Path file = folder.resolve("log");
        try {
            for (int i = 0; i < ROUNDS; i++) {
                select();
                copy();
                replay("replay from the database, no signatures", log, SignatureChoice.NONE);
            }
            long events = export(file);
            for (int i = 0; i < ROUNDS; i++) {
                replay("replay from the export, no signatures", new ExportFile(file, null, null), SignatureChoice.NONE);
            }
            for (int i = 0; i < ROUNDS; i++) {
                process("a process of its own, from the export, no signatures", events, "--from", file.toString());
            }
            process(
                    "a process of its own, from the database, no signatures",
                    events,
                    "--jdbc",
                    database.jdbcUrl(),
                    "--user",
                    database.user(),
                    "--network",
                    Story.NETWORK,
                    "--log-key",
                    Story.LOG.publicKey().hex());
            replay("replay from the database, all signatures", new FirstEvents(SIGNED, log), SignatureChoice.ALL);
            replay(
                    "replay from the export, all signatures",
                    new FirstEvents(SIGNED, new ExportFile(file, null, null)),
                    SignatureChoice.ALL);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
        table.print(SELECT, COPY);
    }

    /** The same rows by an ordinary SELECT with a large fetch size, every column taken, nothing decoded. */
    private void select() throws SQLException {
        BenchTable.Measure measure = table.begin();
        long events = 0;
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement query = connection.createStatement()) {
                query.setFetchSize(10_000);
                try (ResultSet rows = query.executeQuery("""
                        SELECT i.dense_index, e.stream, e.aggregate_id, e.sequence, e.name, e.revision, e.payload
                        FROM event_index i JOIN domain_event e ON e.global_index = i.global_index
                        ORDER BY i.dense_index""")) {
                    while (rows.next()) {
                        take(rows);
                        events++;
                    }
                }
            }
            connection.rollback();
        }
        measure.end(SELECT, events, 0, 0);
    }

    private static void take(ResultSet row) throws SQLException {
        long taken = row.getLong(1) + row.getLong(4) + row.getInt(6) + row.getBytes(7).length;
        if (taken < 0 || (row.getString(2) + row.getString(3) + row.getString(5)).isEmpty()) {
            throw new IllegalStateException("a row without anything in it");
        }
    }

    /** The same rows as the auditor takes them, nothing decoded. */
    private void copy() {
        BenchTable.Measure measure = table.begin();
        AtomicLong events = new AtomicLong();
        log.read(_ -> events.incrementAndGet());
        measure.end(COPY, events.get(), 0, 0);
    }

    private long export(Path file) {
        BenchTable.Measure measure = table.begin();
        LogExport.Written written = LogExport.write(log, file, _ -> {});
        measure.end("export", written.events(), 0, 0);
        return written.events();
    }

    private void replay(String what, LogSource source, SignatureChoice signatures) {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        BenchTable.Measure measure = table.begin();
        AuditReport report = Auditor.audit(source, AuditSettings.DEFAULT.with(signatures));
        if (report.discrepancy() != null) {
            throw new IllegalStateException("the generated log does not hold: " + report.discrepancy());
        }
        long peak =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        measure.end(what, report.events(), report.reading().checked(), peak);
    }

    /** As users run it: from the start of a process to its verdict, with what Java chooses by itself. */
    private void process(String what, long events, String... source) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                AuditMain.class.getName(),
                "replay",
                "--signatures",
                "none"));
        command.addAll(List.of(source));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("COCOON_DB_PASSWORD", database.password());
        BenchTable.Measure measure = table.begin();
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("the generated log does not hold: exit code " + exit);
        }
        measure.end(what, events, 0, 0);
    }

    private static @Nullable ProcessHandle server(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElse(null);
        }
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
