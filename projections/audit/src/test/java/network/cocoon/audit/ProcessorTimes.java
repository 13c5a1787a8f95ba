package network.cocoon.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where processor time goes while it is open: by stage of this process, and in the database's processes. Threads and
 * processes end on their own, so it looks four times a second; it knows the stages on Linux only.
 */
final class ProcessorTimes implements AutoCloseable {

    enum Stage {
        READ,
        DECODE,
        FOLD,
        COMPILE,
        COLLECT,
        OTHER;

        /** By how the thread's name begins. */
        private static Stage of(String thread) {
            if (thread.startsWith("audit-reader")) {
                return READ;
            }
            if (thread.startsWith("audit-worker")) {
                return DECODE;
            }
            if (thread.equals("java") || thread.equals("main")) {
                return FOLD;
            }
            if (thread.startsWith("C1 ") || thread.startsWith("C2 ")) {
                return COMPILE;
            }
            return thread.startsWith("GC ") || thread.startsWith("G1 ") || thread.equals("VM Thread") ? COLLECT : OTHER;
        }
    }

    private record Span(long first, long last) {}

    private static final Path THREADS = Path.of("/proc/self/task");
    private static final Duration LOOK = Duration.ofMillis(250);

    /** What {@code sysconf(_SC_CLK_TCK)} says on every Linux. */
    private static final long TICK_MICROS = 10_000;

    private final Map<String, Span> threads = new HashMap<>();
    private final Map<Long, Span> processes = new HashMap<>();
    private final @Nullable ProcessHandle database;
    private final Thread watcher;
    private volatile boolean closed;

    /** @param database the parent of all its processes; null where there is none */
    ProcessorTimes(@Nullable ProcessHandle database) {
        this.database = database;
        look(true);
        watcher = Thread.ofPlatform().daemon().name("watcher").start(() -> {
            while (!closed) {
                LockSupport.parkNanos(LOOK.toNanos());
                look(false);
            }
        });
    }

    /** Microseconds by stage. */
    Map<Stage, Long> stages() {
        Map<Stage, Long> sums = new EnumMap<>(Stage.class);
        synchronized (threads) {
            threads.forEach((thread, span) -> sums.merge(
                    Stage.of(thread.substring(thread.indexOf(' ') + 1)),
                    (span.last - span.first) * TICK_MICROS,
                    Long::sum));
        }
        return sums;
    }

    /** Microseconds of the database. */
    long database() {
        synchronized (threads) {
            return processes.values().stream()
                    .mapToLong(span -> (span.last - span.first) / 1_000)
                    .sum();
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(watcher);
        try {
            watcher.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(boolean begin) {
        synchronized (threads) {
            if (database != null) {
                database.children().forEach(process -> process.info()
                        .totalCpuDuration()
                        .ifPresent(time -> note(processes, process.pid(), time.toNanos(), begin)));
            }
            if (!Files.isDirectory(THREADS)) {
                return;
            }
            try (DirectoryStream<Path> tasks = Files.newDirectoryStream(THREADS)) {
                for (Path task : tasks) {
                    read(task, begin);
                }
            } catch (IOException _) {
                // as much as was seen
            }
        }
    }

    /** The name stands in brackets; 11 fields later come user and system time. */
    private void read(Path task, boolean begin) {
        try {
            String stat = Files.readString(task.resolve("stat"));
            int name = stat.indexOf('(');
            int end = stat.lastIndexOf(')');
            String[] fields = stat.substring(end + 2).split(" ");
            note(
                    threads,
                    task.getFileName() + " " + stat.substring(name + 1, end),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    begin);
        } catch (IOException _) {
            // it has ended
        }
    }

    /** What began while it was watched began with nothing. */
    private static <K> void note(Map<K, Span> spans, K key, long now, boolean begin) {
        spans.merge(key, new Span(begin ? now : 0, now), (known, _) -> new Span(known.first, now));
    }
}
