package network.cocoon.client.http;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.jspecify.annotations.Nullable;

/**
 * A body on its way, and its answer. Two virtual threads: one sends what comes, one waits for the answer, which may come
 * before the body has ended.
 */
final class Upload {

    private static final long SETTLE_SECONDS = 5;

    private final FrameQueue frames;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
    private final Runnable failed;
    private @Nullable Exchange exchange;
    private boolean aborted;

    /** @param failed told once where the node was not reached, or the line broke by itself */
    Upload(Connections connections, URI base, Call call, FrameQueue frames, Runnable failed) {
        this.frames = frames;
        this.failed = failed;
        Thread.ofVirtual().name("upload").start(() -> send(connections, base, call));
    }

    /** Completes exceptionally with the {@link IOException} of a line that is gone. */
    CompletableFuture<HttpAnswer> answer() {
        return answer;
    }

    private void send(Connections connections, URI base, Call call) {
        var body = new EntityTemplate(-1, null, null, frames::sendTo);
        ClassicHttpRequest request = Exchange.request(call, base, body);
        try {
            Exchange opened = new Exchange(connections, connections.lease(base));
            open(opened);
            Thread.ofVirtual().name("upload-answer").start(() -> receive(opened, request));
            opened.send(request);
        } catch (IOException | RuntimeException e) {
            over(e);
        } finally {
            sent.countDown();
        }
    }

    private synchronized void open(Exchange opened) throws IOException {
        exchange = opened;
        if (aborted) {
            opened.abort();
            throw new IOException("the frames were broken off");
        }
    }

    private void receive(Exchange opened, ClassicHttpRequest request) {
        try {
            answer.complete(opened.receive(request, null));
            // Who writes learns of it at the next message; who sends what came before needs not go on.
        } catch (IOException | RuntimeException e) {
            over(e);
        }
    }

    /**
     * Waits, once the answer was read, until the connection has gone back: it may be here before its sender knows that all is
     * sent, and the caller's next call would open another. A node that said yes without reading all loses the line.
     */
    void settle() {
        try {
            if (!sent.await(SETTLE_SECONDS, TimeUnit.SECONDS)) {
                abort();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The line is gone. An answer that was there before stands. */
    private void over(Exception why) {
        boolean first = answer.completeExceptionally(why);
        if (first && !aborted()) {
            failed.run();
        }
        breakOff();
    }

    private synchronized boolean aborted() {
        return aborted;
    }

    private void breakOff() {
        frames.cancel();
        Exchange open;
        synchronized (this) {
            open = exchange;
        }
        if (open != null) {
            open.abort();
        }
    }

    /** Breaks the line, whatever came of it. From any thread. */
    void abort() {
        synchronized (this) {
            aborted = true;
        }
        breakOff();
    }
}
