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

    /** @param first where the answer comes already; without it nothing is opened yet */
    AnswerLine(AppCalls app, RequestId request, Optional<InputStream> first, Duration timeout) {
        this.app = app;
        this.request = request;
        this.timeout = timeout;
        first.ifPresent(opened -> {
            line = opened;
            messages = reader(opened);
        });
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
            reader = reader(opened);
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

    private static FrameReader reader(InputStream opened) {
        // Lengths are read byte by byte.
        return new FrameReader(new BufferedInputStream(opened));
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
