package network.cocoon.commands.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way: one writer, one reader, a bounded buffer between them. Frames are kept from the first one, so
 * that a client that comes a moment late gets them all.
 */
final class Relay {

    /** How far the writer may be ahead of the reader, in bytes. */
    static final int BOUND = 256 * 1024;

    /** How an answer ended. */
    enum End {
        /** The worker sent its last frame. */
        WHOLE,
        /** The request ended otherwise: failed, cancelled, expired. */
        CUT,
        /** The reader went away before the end. */
        READER_GONE
    }

    /** What became of a frame. */
    enum Offer {
        TAKEN,
        /** The answer has ended; stop sending. */
        ENDED,
        /** Nobody read for as long as the writer may wait. */
        NOT_READ
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> frames = new ArrayDeque<>();
    private final RelayMemory memory;
    private final InstantSource clock;
    private int buffered;
    private boolean writing;
    private boolean reading;
    private boolean blocked;
    private @Nullable End end;
    private @Nullable Instant lastFrame;
    private @Nullable Instant endedAt;

    Relay(RelayMemory memory, InstantSource clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /** True for the first writer only. */
    boolean beginWriting() {
        lock.lock();
        try {
            boolean first = !writing;
            writing = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** True for the first reader only: what is delivered is not kept. */
    boolean beginReading() {
        lock.lock();
        try {
            boolean first = !reading;
            reading = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Passes a frame on, waiting at most {@code max} for room. */
    Offer offer(byte[] frame, Duration max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            lastFrame = clock.instant();
            long left = max.toNanos();
            while (end == null && !hasRoom(frame)) {
                if (left <= 0) {
                    return Offer.NOT_READ;
                }
                blocked = true;
                left = changed.awaitNanos(left);
            }
            if (end != null) {
                return Offer.ENDED;
            }
            memory.add(frame.length);
            frames.add(frame);
            buffered += frame.length;
            lastFrame = clock.instant();
            changed.signalAll();
            return Offer.TAKEN;
        } finally {
            blocked = false;
            lock.unlock();
        }
    }

    /** The frames that are there, waiting for at least one; empty once the answer has ended and all were taken. */
    List<byte[]> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (frames.isEmpty() && end == null) {
                changed.await();
            }
            List<byte[]> taken = List.copyOf(frames);
            clear();
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the answer; the first end stands. Frames of a whole answer stay for the reader, others are of no use. */
    void end(End how) {
        lock.lock();
        try {
            if (end == null) {
                end = how;
                endedAt = clock.instant();
                if (how == End.READER_GONE) {
                    clear();
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable End ended() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether the worker, once it began, has owed its next frame or its receipt since before {@code limit}; waiting for
     * the reader is no silence.
     */
    boolean silentSince(Instant limit) {
        lock.lock();
        try {
            if (end == null) {
                return !blocked && lastFrame != null && lastFrame.isBefore(limit);
            }
            return end == End.WHOLE && endedAt != null && endedAt.isBefore(limit);
        } finally {
            lock.unlock();
        }
    }

    boolean hasFrames() {
        lock.lock();
        try {
            return lastFrame != null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it ended before {@code limit}: then it is forgotten, fetched or not. */
    boolean spent(Instant limit) {
        lock.lock();
        try {
            return endedAt != null && endedAt.isBefore(limit);
        } finally {
            lock.unlock();
        }
    }

    void drop() {
        lock.lock();
        try {
            clear();
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom(byte[] frame) {
        return buffered == 0 || (buffered + frame.length <= BOUND && memory.hasRoom(frame.length));
    }

    private void clear() {
        memory.remove(buffered);
        frames.clear();
        buffered = 0;
    }
}
