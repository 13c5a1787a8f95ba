package network.cocoon.client.ask;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.FrameUpload;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage.SignedHead;
import org.jspecify.annotations.Nullable;

/**
 * Tells the operator how much of an answer the app has: always the newest head, on one stream that is opened at the first,
 * by a thread of its own that never makes the reader wait. A head is acknowledged only if the worker's attested key signed
 * it. Where the answer breaks off, the newest goes out once more by itself, to whichever node answers: it is the bill.
 */
final class Acknowledger {

    private static final int MOST_STREAMS = 4;
    private static final int MOST_SINGLES = 5;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration STALL = Duration.ofSeconds(1);
    private static final Duration MOVES = Duration.ofMillis(250);

    private enum Phase {
        READING,
        /** The receipt stands for everything. */
        WHOLE,
        BROKEN
    }

    private record Received(SignedHead head, Bytes receiptKey) {}

    private final AppCalls app;
    private final RequestId request;
    private final SigningKey clientKey;
    private final Runnable refuse;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Phase phase = Phase.READING;
    private Runnable afterwards = () -> {};
    private @Nullable Received newest;
    private @Nullable FrameUpload stream;
    private boolean streamOver;
    private boolean started;
    private volatile boolean refused;
    private final AtomicInteger sent = new AtomicInteger();

    // Of the sender's thread only.
    private @Nullable Acknowledgement last;
    private int streams;
    private boolean told = true;

    /** @param refuse stops the reader, which then asks {@link #refused} */
    Acknowledger(AppCalls app, RequestId request, SigningKey clientKey, Runnable refuse) {
        this.app = app;
        this.request = request;
        this.clientKey = clientKey;
        this.refuse = refuse;
    }

    /** The newest head, whose content is checked. One that waits behind it is not acknowledged any more. */
    void offer(SignedHead head, Bytes receiptKey) {
        lock.lock();
        try {
            newest = new Received(head, receiptKey);
            start();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Whether a head was not signed by its worker. */
    boolean refused() {
        return refused;
    }

    /** How many acknowledgements went out. */
    int sent() {
        return sent.get();
    }

    /** The receipt is here. Nothing more needs saying. */
    void whole() {
        end(Phase.WHOLE, () -> {});
    }

    /** No more will come. {@code afterwards} runs when the newest head has been told, or could not be. */
    void broken(Runnable afterwards) {
        end(Phase.BROKEN, afterwards);
    }

    private void end(Phase how, Runnable then) {
        lock.lock();
        try {
            if (phase != Phase.READING) {
                return;
            }
            phase = how;
            afterwards = then;
            if (started || how == Phase.BROKEN) {
                start();
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void start() {
        if (!started) {
            started = true;
            Thread.ofVirtual().name("acknowledgements").start(this::run);
        }
    }

    private void run() {
        try {
            stream();
            if (phase() == Phase.BROKEN) {
                single();
            } else {
                finish();
            }
        } catch (InterruptedException | InterruptedIOException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeStream();
            afterwards.run();
        }
    }

    private Phase phase() {
        lock.lock();
        try {
            return phase;
        } finally {
            lock.unlock();
        }
    }

    private void stream() throws InterruptedException {
        while (true) {
            boolean stalled = awaitHead(told ? Duration.ZERO : STALL);
            if (phase() != Phase.READING) {
                return;
            }
            if (stalled) {
                tellAgain();
            } else if (sign()) {
                send();
            }
        }
    }

    /** True where none came within the time, which is without end if zero, and the reader still reads. */
    private boolean awaitHead(Duration most) throws InterruptedException {
        lock.lock();
        try {
            long left = most.toNanos();
            while (phase == Phase.READING && newest == null && !streamOver) {
                if (most.isZero()) {
                    changed.await();
                } else if (left <= 0) {
                    return true;
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            streamOver = false;
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether what was written to the stream has arrived nobody says before its end. So where nothing moves, the newest is
     * told by itself; and if that moves something, the stream is of no use.
     */
    private void tellAgain() throws InterruptedException {
        Acknowledgement acknowledgement = last;
        told = true;
        if (acknowledgement == null || refused || !tell(acknowledgement)) {
            return;
        }
        if (!awaitHead(MOVES) && phase() == Phase.READING) {
            closeStream();
        }
    }

    /** Takes the newest head, if there is a new one; false where its worker did not sign it, or an earlier one. */
    private boolean sign() {
        Received head;
        lock.lock();
        try {
            head = newest;
            newest = null;
        } finally {
            lock.unlock();
        }
        if (refused || head == null) {
            return !refused;
        }
        Bytes canonical = head.head().head();
        if (!Heads.verify(head.receiptKey(), head.head().signature(), canonical)) {
            refused = true;
            refuse.run();
            return false;
        }
        last = new Acknowledgement(canonical, head.head().signature(), Heads.acknowledge(clientKey, canonical));
        return true;
    }

    /** The relay may be waiting for this very acknowledgement, so a broken stream is begun anew at once. */
    private void send() throws InterruptedException {
        Acknowledgement acknowledgement = last;
        if (acknowledgement == null) {
            return;
        }
        told = false;
        while (streams <= MOST_STREAMS) {
            try {
                open().write(acknowledgement.encode());
                sent.incrementAndGet();
                return;
            } catch (IOException | OperatorProblem e) {
                closeStream();
                Thread.sleep(PAUSE.multipliedBy(streams));
            }
        }
        told = tell(acknowledgement);
    }

    /** By itself; false where it is not known to have arrived. */
    private boolean tell(Acknowledgement acknowledgement) {
        try {
            app.acknowledge(request, acknowledgement);
            sent.incrementAndGet();
            return true;
        } catch (IOException | OperatorProblem e) {
            return false;
        }
    }

    private FrameUpload open() {
        FrameUpload open = current();
        if (open != null) {
            return open;
        }
        streams++;
        FrameUpload opened = app.acknowledgements(request);
        lock.lock();
        try {
            stream = opened;
        } finally {
            lock.unlock();
        }
        opened.whenOver(() -> over(opened));
        return opened;
    }

    private @Nullable FrameUpload current() {
        lock.lock();
        try {
            return stream;
        } finally {
            lock.unlock();
        }
    }

    private void over(FrameUpload which) {
        lock.lock();
        try {
            if (stream == which) {
                streamOver = true;
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void closeStream() {
        FrameUpload open;
        lock.lock();
        try {
            open = stream;
            stream = null;
        } finally {
            lock.unlock();
        }
        if (open != null) {
            open.close();
        }
    }

    /** Ends the stream in good order, so that its connection can be used again. */
    private void finish() {
        FrameUpload open = current();
        if (open != null) {
            try {
                open.finish();
            } catch (IOException | OperatorProblem e) {
                // The receipt stands whatever became of the heads before it.
                return;
            }
        }
    }

    private void single() throws InterruptedException, InterruptedIOException {
        sign();
        Acknowledgement acknowledgement = last;
        for (long i = 1; acknowledgement != null && i <= MOST_SINGLES; i++) {
            try {
                app.acknowledge(request, acknowledgement);
                sent.incrementAndGet();
                return;
            } catch (InterruptedIOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            } catch (IOException e) {
                Thread.sleep(PAUSE.multipliedBy(i * i));
            } catch (OperatorProblem e) {
                if (e.status() < 500) {
                    // It is over, or something better stands.
                    return;
                }
                Thread.sleep(PAUSE.multipliedBy(i * i));
            }
        }
    }
}
