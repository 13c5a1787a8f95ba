package network.cocoon.client.ask;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.client.http.AppCalls;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.frames.FrameReader;
import org.jspecify.annotations.Nullable;

/** The stream on which an answer comes, opened again where it ends too soon, and closed when its time is over. */
final class AnswerLine implements AutoCloseable {

    private final AppCalls app;
    private final RequestId request;
    private final Duration timeout;
    private final Thread watchdog;
    private @Nullable InputStream line;
    private @Nullable FrameReader messages;
    private boolean closed;
    private volatile boolean late;

    /** Opens nothing yet. */
    AnswerLine(AppCalls app, RequestId request, Duration timeout) {
        this.app = app;
        this.request = request;
        this.timeout = timeout;
        this.watchdog = Thread.ofVirtual().name("answer-watchdog").start(this::watch);
    }

    /**
     * The next message, or nothing where the stream ended between two. Opens it where none is open.
     *
     * @throws IOException where it broke; the next call opens it again
     */
    Optional<byte[]> read() throws IOException {
        FrameReader reader = messages;
        if (reader == null) {
            InputStream opened = app.response(request, timeout);
            synchronized (this) {
                if (closed) {
                    opened.close();
                    throw new IOException("the answer is closed");
                }
                line = opened;
            }
            // Lengths are read byte by byte.
            reader = new FrameReader(new BufferedInputStream(opened));
            messages = reader;
        }
        boolean more = false;
        try {
            Optional<byte[]> message = reader.read();
            more = message.isPresent();
            return message;
        } finally {
            if (!more) {
                drop();
            }
        }
    }

    private void drop() throws IOException {
        messages = null;
        synchronized (this) {
            if (line != null) {
                line.close();
                line = null;
            }
        }
    }

    /** Whether it was closed because the answer took too long. */
    boolean late() {
        return late;
    }

    /** Everything was read. The line is read to its end, so that its connection can be used again; not waited for. */
    void whole() {
        FrameReader rest = messages;
        if (rest == null) {
            close();
            return;
        }
        Thread.ofVirtual().name("answer-end").start(() -> {
            try {
                // A worker that says more is cut off.
                rest.read();
            } catch (IOException e) {
                late = true;
            } finally {
                close();
            }
        });
    }

    private void watch() {
        try {
            Thread.sleep(timeout);
            late = true;
            close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From any thread: whoever reads gets an {@link IOException}. */
    @Override
    public void close() {
        watchdog.interrupt();
        synchronized (this) {
            closed = true;
            if (line != null) {
                try {
                    line.close();
                } catch (IOException e) {
                    line = null;
                }
            }
        }
    }
}
