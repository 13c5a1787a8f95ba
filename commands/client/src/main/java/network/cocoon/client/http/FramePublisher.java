package network.cocoon.client.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hands what is written to the HTTP client the moment it takes more, which then sends it as one chunk: a chunk costs it many
 * times what a frame costs us, so all that came while the last one went out goes together. A stream of the JDK's own
 * would wait for a full buffer. One subscriber, bounded queue.
 */
final class FramePublisher implements Flow.Publisher<ByteBuffer>, Flow.Subscription {

    private static final int QUEUE = 32;
    private static final int CHUNK = 16 * 1024;
    private static final long PATIENCE_SECONDS = 30;

    private final ConcurrentLinkedQueue<ByteBuffer> queue = new ConcurrentLinkedQueue<>();
    private final Semaphore space = new Semaphore(QUEUE);
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger pending = new AtomicInteger();
    private volatile Flow.@Nullable Subscriber<? super ByteBuffer> subscriber;
    private volatile boolean ended;
    private volatile boolean cancelled;
    private boolean completed;

    /** Waits for room. Throws {@link IOException} where the line is gone or takes nothing for 30 seconds. */
    void write(ByteBuffer buffer) throws IOException {
        try {
            if (!space.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new InterruptedIOException("the operator takes no frames");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Transport.interrupted();
        }
        if (cancelled) {
            throw new IOException("the operator stopped taking frames");
        }
        queue.add(buffer);
        drain();
    }

    void end() {
        ended = true;
        drain();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        this.subscriber = subscriber;
        subscriber.onSubscribe(this);
        drain();
    }

    @Override
    public void request(long n) {
        demand.addAndGet(n);
        drain();
    }

    @Override
    public void cancel() {
        cancelled = true;
        // Whoever waits for room learns of it.
        space.release(QUEUE);
    }

    /** Whoever comes first delivers; others only leave a note that there is more. */
    private void drain() {
        if (pending.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            var to = subscriber;
            while (to != null && !cancelled && demand.get() > 0) {
                ByteBuffer next = next();
                if (next == null) {
                    break;
                }
                demand.decrementAndGet();
                to.onNext(next);
            }
            if (to != null && ended && queue.isEmpty() && !completed) {
                completed = true;
                to.onComplete();
            }
            seen = pending.addAndGet(-seen);
        } while (seen != 0);
    }

    /** All that waits, up to a chunk's size, or null; for whoever delivers. */
    private @Nullable ByteBuffer next() {
        ByteBuffer first = queue.poll();
        if (first == null) {
            return null;
        }
        space.release();
        ByteBuffer second = queue.peek();
        if (second == null || first.remaining() + second.remaining() > CHUNK) {
            return first;
        }
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK).put(first);
        for (ByteBuffer more = second; more != null && more.remaining() <= chunk.remaining(); more = queue.peek()) {
            chunk.put(more);
            queue.remove();
            space.release();
        }
        return chunk.flip();
    }
}
