package network.cocoon.client.http;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Messages on their way out: one thread writes them here, another sends them. A chunk costs both ends many times what a
 * frame costs us, so all that came while the last one went out goes together.
 */
final class FrameQueue {

    private static final int QUEUE = 32;
    private static final int CHUNK = 16 * 1024;
    private static final long PATIENCE_SECONDS = 30;
    /** An empty message is none, so this cannot be mistaken for one. */
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean cancelled;

    /** Waits for room. Throws {@link IOException} where the line is gone or takes nothing for 30 seconds. */
    void write(byte[] message) throws IOException {
        try {
            if (!queue.offer(message, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new InterruptedIOException("the operator takes no frames");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Transport.interrupted();
        }
        if (cancelled) {
            throw new IOException("the operator stopped taking frames");
        }
    }

    /** No more will come. */
    void end() throws IOException {
        write(END);
    }

    /** Lets go of both threads. From any thread. */
    void cancel() {
        cancelled = true;
        queue.clear();
        // Whoever sends may be waiting for more. A writer that came in between fills no queue: it stops at its next.
        var _ = queue.offer(END);
    }

    /**
     * Sends until the end.
     *
     * @throws IOException the line broke, or all was cancelled: then what was sent is not whole
     */
    @SuppressWarnings("ThreadPriorityCheck") // only what it costs depends on the scheduler
    void sendTo(OutputStream line) throws IOException {
        OutputStream chunk = new BufferedOutputStream(line, CHUNK);
        try {
            while (true) {
                byte[] message = queue.poll();
                if (message == null) {
                    // Where others wait for a processor, the writer may be one of them, with more.
                    Thread.yield();
                    message = queue.poll();
                }
                if (message == null) {
                    chunk.flush();
                    message = queue.take();
                }
                if (cancelled) {
                    throw new IOException("the frames were broken off");
                }
                if (message.length == 0) {
                    chunk.flush();
                    return;
                }
                chunk.write(ByteBuffer.allocate(4).putInt(message.length).array());
                chunk.write(message);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Transport.interrupted();
        }
    }
}
