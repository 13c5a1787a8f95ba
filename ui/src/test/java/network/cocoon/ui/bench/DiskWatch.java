package network.cocoon.ui.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The limit that latency is held against: how long the disk takes meanwhile to keep 8 kB, which an answer waits for once.
 * One block is overwritten twenty times a second, so that nothing but the flush is in the figure; that of the warm-up is
 * not.
 */
final class DiskWatch implements AutoCloseable {

    private static final int BLOCK = 8192;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final CountDownLatch begun = new CountDownLatch(1);

    /** And not an interrupt, which would close the file. */
    private final CountDownLatch ended = new CountDownLatch(1);

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<List<Long>> watching;

    /** @param folder on the disk of the database */
    DiskWatch(Path folder) {
        watching = thread.submit(() -> watch(folder.resolve("disk-watch")));
    }

    void begin() {
        begun.countDown();
    }

    private List<Long> watch(Path file) throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        begun.await();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            do {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK), 0);
                channel.force(false);
                nanos.add(System.nanoTime() - begin);
            } while (!ended.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        }
        return nanos;
    }

    /** Ends the watch: p50, p99 and the longest. */
    String end() throws InterruptedException, ExecutionException {
        ended.countDown();
        List<Long> nanos = new ArrayList<>(watching.get());
        Collections.sort(nanos);
        return String.format(
                Locale.ROOT,
                "%.1f ms, %.1f ms, the longest of %d %.1f ms",
                at(nanos, 0.5),
                at(nanos, 0.99),
                nanos.size(),
                at(nanos, 1));
    }

    private static double at(List<Long> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / 1e6;
    }

    @Override
    public void close() {
        begun.countDown();
        ended.countDown();
        thread.close();
    }
}
