package network.cocoon.audit;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.cocoon.audit.ProcessorTimes.Stage;
import org.jspecify.annotations.Nullable;

/** What was measured, for people. */
final class BenchTable {

    private static final long WANTED = 200_000;

    /** What {@code sysconf(_SC_CLK_TCK)} says on every Linux. */
    private static final long TICK_MICROS = 10_000;

    /**
     * One line of the table.
     *
     * @param events     a second
     * @param signatures a second, 0 where none were checked
     * @param cpu        microseconds of the process that audits for an event, the database's not among them
     * @param database   microseconds of the database for an event
     * @param stages     microseconds for an event by stage
     * @param count      how many events
     * @param heap       highest use in bytes, 0 where it was not watched
     */
    private record Figure(
            String what,
            double events,
            double signatures,
            double cpu,
            double database,
            Map<Stage, Long> stages,
            double count,
            long heap) {}

    private final List<Figure> figures = new ArrayList<>();
    private final @Nullable ProcessHandle server;

    /** @param server the parent of the database's processes; null where there is none */
    BenchTable(@Nullable ProcessHandle server) {
        this.server = server;
    }

    Measure begin() {
        return new Measure();
    }

    /** Time and processor time from when it is made, of this process and of those that it started and that ended. */
    final class Measure {

        private final ProcessorTimes times = new ProcessorTimes(server);
        private final long started = System.nanoTime();
        private final double cpu = cpu();

        void end(String what, long events, long signatures, long peak) {
            double seconds = (System.nanoTime() - started) / 1e9;
            double used = cpu() - cpu;
            times.close();
            Figure figure = new Figure(
                    what,
                    events / seconds,
                    signatures / seconds,
                    used / events,
                    (double) times.database() / events,
                    times.stages(),
                    events,
                    peak);
            figures.add(figure);
            System.err.println(figure);
        }
    }

    void print(String select, String copy) {
        System.out.println("| what | events/s | signatures/s | CPU us/event | of the database | read | decode | fold |"
                + " compile | collect | peak heap MB | of " + WANTED + " | of the SELECT | of the COPY |");
        System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (Figure f : figures) {
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %,.0f | %s | %.1f | %.1f | %s | %s | %.2f | %s | %s |",
                    f.what(),
                    f.events(),
                    f.signatures() == 0 ? "" : String.format(Locale.ROOT, "%,.0f", f.signatures()),
                    f.cpu(),
                    f.database(),
                    stages(f),
                    f.heap() == 0 ? "" : String.valueOf(f.heap() >> 20),
                    f.events() / WANTED,
                    ratio(f.events(), best(select)),
                    ratio(f.events(), best(copy))));
        }
    }

    /** Signatures are checked by the threads that decode. */
    private static String stages(Figure f) {
        return Stream.of(Stage.READ, Stage.DECODE, Stage.FOLD, Stage.COMPILE, Stage.COLLECT)
                .map(stage -> String.format(Locale.ROOT, "%.1f", f.stages().getOrDefault(stage, 0L) / f.count()))
                .collect(Collectors.joining(" | "));
    }

    private double best(String what) {
        return figures.stream()
                .filter(f -> f.what().equals(what))
                .mapToDouble(Figure::events)
                .max()
                .orElse(0);
    }

    private static String ratio(double events, double peer) {
        return peer == 0 ? "" : String.format(Locale.ROOT, "%.2f", events / peer);
    }

    private static double cpu() {
        double own =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e3;
        return own + children();
    }

    /** Microseconds of the processes that this one started and waited for; 0 where there is no Linux to ask. */
    private static long children() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * TICK_MICROS;
        } catch (IOException _) {
            return 0;
        }
    }
}
