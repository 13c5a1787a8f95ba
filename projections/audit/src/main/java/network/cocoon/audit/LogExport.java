package network.cocoon.audit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Reads a log once from its database and writes it into a file that an auditor can take away. */
final class LogExport {

    private static final long PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();

    /**
     * What was written.
     *
     * @param size   the dense index up to which the log was read: what came later is not in it
     * @param digest what names the export, in hexadecimal
     */
    record Written(long events, long size, String digest) {}

    private final LongConsumer progress;
    private long lastProgress = System.nanoTime();

    private LogExport(LongConsumer progress) {
        this.progress = progress;
    }

    /**
     * @param progress told how many events were written, every few seconds
     * @throws LogReadException where the log cannot be read or the file not be written; then nothing is left of it
     */
    static Written write(JdbcLogSource log, Path target, LongConsumer progress) {
        // The size first: whatever key signed something up to there is known by now.
        long size = log.size();
        try (ExportWriter writer = new ExportWriter(target, log.networkId(), log.logKeys(), size)) {
            LogExport export = new LogExport(progress);
            log.readUpTo(size, row -> {
                writer.add(row);
                export.passed(writer.events());
            });
            return new Written(writer.events(), size, writer.finish());
        }
    }

    private void passed(long events) {
        long now = System.nanoTime();
        if (now - lastProgress >= PROGRESS_NANOS) {
            lastProgress = now;
            progress.accept(events);
        }
    }
}
