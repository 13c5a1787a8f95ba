package network.cocoon.audit;

import com.sun.management.OperatingSystemMXBean;
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
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.cocoon.audit.CopyFile.Rows;
import network.cocoon.audit.ProcessorTimes.Stage;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.eventstore.TestDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Replay of a large log, from a real database and from a file: {@code AuditBench [events] [file]}. A file that is there is
 * used, else it is written, in a minute at most and so with fewer events where the machine is slow; without one a temporary
 * file is. Prints a table; a log that does not hold ends it.
 */
public final class AuditBench {

    private static final long WANTED = 200_000;
    private static final int ROUNDS = 3;
    private static final Duration MAKING = Duration.ofMinutes(1);

    /** Checking every signature takes the longest: so many events are enough to tell how long. */
    private static final long SIGNED = 30_000;

    private static final String SELECT = "plain SELECT of the same rows, nothing decoded";
    private static final String COPY = "plain COPY of the same rows, nothing decoded";

    /**
     * One line of the table.
     *
     * @param events     a second
     * @param signatures a second, 0 where none were checked
     * @param bytes      of payload a second
     * @param cpu        microseconds of this process for an event, the database's not among them
     * @param database   microseconds of the database for an event
     * @param stages     microseconds for an event by stage
     * @param count      how many events
     * @param heap       highest use in bytes, 0 where it was not watched
     */
    private record Figure(
            String what,
            double events,
            double signatures,
            double bytes,
            double cpu,
            double database,
            Map<Stage, Long> stages,
            double count,
            long heap) {}

    private static final List<Figure> FIGURES = new ArrayList<>();

    private static @Nullable ProcessHandle server;

    private AuditBench() {}

    public static void main(String[] args) throws IOException, SQLException {
        long events = args.length > 0 ? Long.parseLong(args[0]) : 1_000_000;
        Path file = args.length > 1 ? Path.of(args[1]) : Files.createTempFile("cocoon-audit-bench-", ".copy");
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                generate(events, file);
            }
            say((Files.size(file) >> 20) + " MB of rows, "
                    + Runtime.getRuntime().availableProcessors() + " processors");
            if (args.length > 2 && args[2].equals("file")) {
                for (int i = 0; i < 6; i++) {
                    replay("replay from a file, no signatures", new CopyFile(file), SignatureChoice.NONE);
                }
            } else {
                database(file);
            }
        } finally {
            if (args.length < 2) {
                Files.delete(file);
            }
        }
        print();
    }

    private static void print() {
        System.out.println(
                "| what | events/s | signatures/s | MB/s | CPU us/event | of the database | read | decode | fold | compile | collect | peak heap MB | of "
                        + WANTED + " | of the SELECT | of the COPY |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        double select = best(SELECT);
        double copy = best(COPY);
        for (Figure f : FIGURES) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %s | %,.0f | %.1f | %.1f | %s | %s | %.2f | %s | %s |",
                    f.what(),
                    f.events(),
                    f.signatures() == 0 ? "" : String.format(Locale.ROOT, "%,.0f", f.signatures()),
                    f.bytes() / 1e6,
                    f.cpu(),
                    f.database(),
                    stages(f),
                    f.heap() == 0 ? "" : String.valueOf(f.heap() >> 20),
                    f.events() / WANTED,
                    ratio(f.events(), select),
                    ratio(f.events(), copy)));
        }
    }

    /** Signatures are checked by the threads that decode. */
    private static String stages(Figure f) {
        return Stream.of(Stage.READ, Stage.DECODE, Stage.FOLD, Stage.COMPILE, Stage.COLLECT)
                .map(stage -> String.format(Locale.ROOT, "%.1f", f.stages().getOrDefault(stage, 0L) / f.count()))
                .collect(Collectors.joining(" | "));
    }

    private static double best(String what) {
        return FIGURES.stream()
                .filter(f -> f.what().equals(what))
                .mapToDouble(Figure::events)
                .max()
                .orElse(0);
    }

    private static String ratio(double events, double peer) {
        return peer == 0 ? "" : String.format(Locale.ROOT, "%.2f", events / peer);
    }

    private static void generate(long events, Path file) throws IOException {
        long started = System.nanoTime();
        try (Rows rows = new Rows(Files.newOutputStream(file))) {
            long written = GeneratedLog.write(
                    events, () -> System.nanoTime() - started > MAKING.toNanos(), entry -> CopyFile.write(rows, entry));
            say("generated " + written + " events in " + (System.nanoTime() - started) / 1_000_000 + " ms");
        }
    }

    private static void database(Path file) throws IOException, SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            server = server(database);
            long started = System.nanoTime();
            DatabaseLog.load(database, new CopyFile(file));
            say("loaded in " + (System.nanoTime() - started) / 1_000_000 + " ms");
            LogSource log = new JdbcLogSource(
                    database.jdbcUrl(), database.user(), database.password(), Story.NETWORK, Story.LOG.publicKey());
            for (int i = 0; i < ROUNDS; i++) {
                select(database);
                copy(log);
                replay("replay from the database, no signatures", log, SignatureChoice.NONE);
            }
            replay("replay from a file, no signatures", new CopyFile(file), SignatureChoice.NONE);
            replay("replay from the database, all signatures", new First(SIGNED, log), SignatureChoice.ALL);
        }
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

    /** The same rows by an ordinary SELECT with a large fetch size, every column taken, nothing decoded. */
    private static void select(TestDatabase database) throws SQLException {
        Measure measure = new Measure();
        long events = 0;
        long bytes = 0;
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement query = connection.createStatement()) {
                query.setFetchSize(10_000);
                try (ResultSet rows = query.executeQuery("""
                        SELECT i.dense_index, e.stream, e.aggregate_id, e.sequence, e.name, e.revision, e.payload
                        FROM event_index i JOIN domain_event e ON e.global_index = i.global_index
                        ORDER BY i.dense_index""")) {
                    while (rows.next()) {
                        bytes += rows.getLong(1) * 0
                                + rows.getString(2).length() * 0L
                                + rows.getString(3).length() * 0L;
                        bytes += rows.getLong(4) * 0 + rows.getString(5).length() * 0L + rows.getInt(6) * 0L;
                        bytes += rows.getBytes(7).length;
                        events++;
                    }
                }
            }
            connection.rollback();
        }
        measure.add(SELECT, events, 0, bytes, 0);
    }

    /** The same rows as the auditor takes them, nothing decoded. */
    private static void copy(LogSource log) {
        Measure measure = new Measure();
        AtomicLong events = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        log.read(entry -> {
            events.incrementAndGet();
            bytes.addAndGet(entry.payload().length);
        });
        measure.add(COPY, events.get(), 0, bytes.get(), 0);
    }

    private static void replay(String what, LogSource log, SignatureChoice signatures) {
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        First counted = log instanceof First first ? first : new First(Long.MAX_VALUE, log);
        Measure measure = new Measure();
        AuditReport report = Auditor.audit(counted, AuditSettings.DEFAULT.with(signatures));
        if (report.discrepancy() != null) {
            throw new IllegalStateException("the generated log does not hold: " + report.discrepancy());
        }
        long peak =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        measure.add(what, report.events(), report.reading().checked(), counted.bytes, peak);
    }

    /** The first events of a log, with the bytes of their payloads counted. */
    private static final class First implements LogSource {

        private static final class Enough extends RuntimeException {
            Enough() {
                super("enough was read", null, false, false);
            }
        }

        private final long most;
        private final LogSource log;
        private long events;

        /** Read by the reader's thread only, and by others when it has ended. */
        private volatile long bytes;

        First(long most, LogSource log) {
            this.most = most;
            this.log = log;
        }

        @Override
        public String networkId() {
            return log.networkId();
        }

        @Override
        public Set<Bytes> logKeys() {
            return log.logKeys();
        }

        @Override
        public void read(Consumer<LogEntry> reader) {
            long[] sum = new long[1];
            try {
                log.read(entry -> {
                    if (events++ == most) {
                        throw new Enough();
                    }
                    sum[0] += entry.payload().length;
                    reader.accept(entry);
                });
            } catch (Enough _) {
                // as wanted
            }
            bytes = sum[0];
        }
    }

    /** Time and processor time from when it is made. */
    private static final class Measure {

        private final ProcessorTimes times = new ProcessorTimes(server);
        private final long started = System.nanoTime();
        private final long cpu = cpu();

        void add(String what, long events, long signatures, long bytes, long peak) {
            double seconds = (System.nanoTime() - started) / 1e9;
            double used = (cpu() - cpu) / 1e3;
            times.close();
            Figure figure = new Figure(
                    what,
                    events / seconds,
                    signatures / seconds,
                    bytes / seconds,
                    used / events,
                    (double) times.database() / events,
                    times.stages(),
                    events,
                    peak);
            FIGURES.add(figure);
            say(figure.toString());
        }
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void say(String line) {
        System.err.println(line);
    }
}
