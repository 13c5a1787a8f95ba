package network.cocoon.audit;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reading, decoding and folding at once: one thread reads, the workers decode chunks, the caller takes the events in the
 * log's order. So many chunks are under way and no more, whoever is the slowest.
 */
final class Pipeline implements AutoCloseable {

    private static final int CHUNKS_UNDER_WAY = 16;

    /** The end of the log, or why it could not be read. */
    private static final List<Decoded> END = List.of();

    /** The one who takes has stopped. */
    private static final class Stopped extends RuntimeException {
        Stopped() {
            super("nobody takes more events", null, false, false);
        }
    }

    private final BlockingQueue<Future<List<Decoded>>> chunks = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
    private final Decoder decoder = new Decoder();
    private final ExecutorService workers;
    private final Thread reader;
    private volatile boolean stopped;

    private Pipeline(LogSource log, ExecutorService workers) {
        this.workers = workers;
        this.reader = Thread.ofPlatform().daemon().name("audit-reader").unstarted(() -> read(log));
    }

    /** Hands over every event in order, until the log ends or {@code taker} throws. */
    static void run(LogSource log, ExecutorService workers, Consumer<List<Decoded>> taker) {
        try (Pipeline pipeline = new Pipeline(log, workers)) {
            pipeline.reader.start();
            List<Decoded> chunk = pipeline.take();
            while (!chunk.isEmpty()) {
                taker.accept(chunk);
                chunk = pipeline.take();
            }
        }
    }

    private void read(LogSource log) {
        try {
            log.readParts(part -> put(workers.submit(() -> decoder.decode(part))));
            put(CompletableFuture.completedFuture(END));
        } catch (Stopped _) {
            // as wanted
        } catch (RuntimeException | Error e) {
            putFailure(e); // whoever takes would wait for ever
        }
    }

    private void put(Future<List<Decoded>> chunk) {
        if (stopped) {
            throw new Stopped();
        }
        try {
            chunks.put(chunk);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private void putFailure(Throwable e) {
        try {
            put(CompletableFuture.failedFuture(e));
        } catch (Stopped _) {
            // nobody asks any more
        }
    }

    private List<Decoded> take() {
        try {
            return chunks.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogReadException("the audit was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof LogReadException cause
                    ? cause
                    : new LogReadException("the log cannot be read: " + e.getCause(), e);
        }
    }

    /** The reader ends: its next chunk finds nobody. */
    @Override
    public void close() {
        stopped = true;
        reader.interrupt();
        chunks.clear();
    }
}
