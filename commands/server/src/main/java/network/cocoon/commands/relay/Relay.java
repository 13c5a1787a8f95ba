package network.cocoon.commands.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way: one reader, one writer an attempt, a bounded buffer between them, and the {@link RelayWindow}'s
 * rule. Messages are kept from the first one, so that a client that comes a moment late gets them all.
 */
final class Relay {

    /** How far the writer may be ahead of the reader, in bytes. */
    static final int BOUND = 256 * 1024;

    /** How an answer ended. */
    enum End {
        /** The worker sent its receipt. */
        WHOLE,
        /** The request ended otherwise: failed, cancelled, expired, or waits for new wraps. */
        CUT,
        /** The reader went away before the end. */
        READER_GONE
    }

    /** What became of a message. */
    enum Offer {
        TAKEN,
        /** The answer has ended, or this attempt; stop sending. */
        ENDED,
        /** Nobody read or acknowledged for as long as the writer may wait. */
        NOT_READ,
        /** Not a message that may come here: {@link #fault} says why. */
        REFUSED
    }

    private record Message(byte[] bytes, boolean frame) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Message> messages = new ArrayDeque<>();
    private final RelayMemory memory;
    private final InstantSource clock;
    private final Digest headerHash;
    private final Instant opened;
    private volatile boolean lasts;
    private @Nullable RelayWindow window;
    private int lastAttempt;
    private int buffered;
    private int delivered;
    private int holds;
    private boolean reading;
    private boolean blocked;
    private boolean settled;
    private RelayWindow.@Nullable Verdict fault;
    private @Nullable End end;
    private @Nullable Instant lastFrame;
    private @Nullable Instant endedAt;

    /** @param headerHash of the wraps that stand: an answer to other wraps is another relay's */
    Relay(Digest headerHash, RelayMemory memory, InstantSource clock) {
        this.headerHash = headerHash;
        this.memory = memory;
        this.clock = clock;
        this.opened = clock.instant();
    }

    Digest headerHash() {
        return headerHash;
    }

    /** False where the attempt, or a later one, was begun before, or a frame of another has passed. */
    boolean beginWriting(Attempt attempt) {
        return locked(() -> {
            if (attempt.number() <= lastAttempt || lastFrame != null) {
                return false;
            }
            lastAttempt = attempt.number();
            window = new RelayWindow(attempt);
            return true;
        });
    }

    /** True for the first reader only: what is delivered is not kept. */
    boolean beginReading() {
        return locked(() -> {
            boolean first = !reading;
            reading = true;
            return first;
        });
    }

    /** Passes a message of an attempt on, waiting at most {@code max} for the window, the reader and the memory. */
    Offer offer(int attempt, byte[] bytes, ResponseMessage message, Duration max) throws InterruptedException {
        boolean frame = message instanceof ResponseMessage.Frame;
        lock.lockInterruptibly();
        try {
            long left = max.toNanos();
            while (true) {
                RelayWindow rule = window;
                if (end != null || rule == null || rule.attempt().number() != attempt) {
                    return Offer.ENDED;
                }
                RelayWindow.Verdict verdict =
                        holds > 0 || !hasRoom(bytes) ? RelayWindow.Verdict.WAITS : rule.offer(message);
                if (verdict.isFault()) {
                    fault = verdict;
                    return Offer.REFUSED;
                }
                if (verdict == RelayWindow.Verdict.PASSES) {
                    take(new Message(bytes, frame));
                    return Offer.TAKEN;
                }
                if (left <= 0) {
                    return Offer.NOT_READ;
                }
                blocked = true;
                long before = left;
                left = changed.awaitNanos(left);
                memory.waited(before - left);
            }
        } finally {
            blocked = false;
            lock.unlock();
        }
    }

    private void take(Message message) {
        memory.add(message.bytes().length);
        messages.add(message);
        buffered += message.bytes().length;
        if (message.frame() || lastFrame != null) {
            lastFrame = clock.instant();
        }
        changed.signalAll();
    }

    /** The messages that are there, waiting for at least one; empty once the answer has ended and all were taken. */
    List<byte[]> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (messages.isEmpty() && end == null) {
                changed.await();
            }
            List<byte[]> taken = new ArrayList<>(messages.size());
            for (Message message : messages) {
                taken.add(message.bytes());
                delivered += message.frame() ? 1 : 0;
            }
            clear();
            changed.signalAll();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for so long at most until there is something to {@link #take}, or nothing more will be. */
    boolean awaitSomething(Duration max) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = max.toNanos();
            while (messages.isEmpty() && end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !messages.isEmpty() || end != null;
        } finally {
            lock.unlock();
        }
    }

    /** Where a head stands here; nothing where no attempt with this number was begun here. */
    RelayWindow.@Nullable Standing standing(Head facts, Acknowledgement acknowledgement) {
        return locked(() -> {
            RelayWindow rule = window;
            return rule == null || rule.attempt().number() != facts.attempt()
                    ? null
                    : rule.standing(facts, acknowledgement);
        });
    }

    /** Moves the window, once nobody holds the answer; false where it has ended, or the head is not beyond the last. */
    boolean acknowledge(Head facts, Acknowledgement acknowledgement) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (holds > 0) {
                changed.await();
            }
            RelayWindow rule = window;
            // A reader that went away may have said before how much it has.
            boolean moved = !settled && rule != null && rule.acknowledge(facts, acknowledgement);
            changed.signalAll();
            return moved;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing passes and nothing is acknowledged until {@link #release}. */
    void hold() {
        change(() -> holds++);
    }

    void release() {
        change(() -> {
            holds--;
            changed.signalAll();
        });
    }

    /** The running attempt's rule as it stands, for whoever holds the answer. */
    @Nullable RelayWindow window() {
        return locked(() -> window);
    }

    /** Frames that the reader was given beyond the last acknowledged head. */
    int unacknowledged() {
        return locked(() -> window == null ? 0 : Math.max(0, delivered - window.acknowledged()));
    }

    /** This attempt sends no more; another may begin, if no frame has passed. */
    void attemptOver(int attempt) {
        change(() -> {
            if (window != null && window.attempt().number() == attempt) {
                window = null;
            }
            lastAttempt = Math.max(lastAttempt, attempt);
            changed.signalAll();
        });
    }

    /** Ends the answer; the first end stands. Messages stay for the reader, who has a right to what it may owe. */
    void end(End how) {
        change(() -> {
            if (end == null) {
                end = how;
                endedAt = clock.instant();
                if (how == End.READER_GONE) {
                    clear();
                }
            }
            changed.signalAll();
        });
    }

    /** As {@link #end}, and the bill is written: nobody owes anything more. */
    void settle(End how) {
        end(how);
        change(() -> settled = true);
    }

    /** Why a message was refused, if one was. */
    RelayWindow.@Nullable Verdict fault() {
        return locked(() -> fault);
    }

    /** Ends the answer as whole if everything of this attempt has passed; false where something is missing. */
    boolean finished(int attempt) {
        return locked(() -> {
            boolean whole = window != null && window.attempt().number() == attempt && window.whole();
            if (whole) {
                end(End.WHOLE);
            }
            return whole;
        });
    }

    @Nullable End ended() {
        return locked(() -> end);
    }

    /**
     * Whether the worker, once it began, has owed its next frame or its receipt since before {@code limit}; waiting for
     * the reader is no silence.
     */
    boolean silentSince(Instant limit) {
        return locked(() -> {
            if (settled) {
                return false;
            }
            if (end == null) {
                return !blocked && lastFrame != null && lastFrame.isBefore(limit);
            }
            return end == End.WHOLE && endedAt != null && endedAt.isBefore(limit);
        });
    }

    /** Its request is known to be on the disk: whatever happens, the log will end it. */
    void lasts() {
        lasts = true;
    }

    /** Whether it was opened before {@code limit} and neither the log nor a worker has spoken of its request. */
    boolean unsureSince(Instant limit) {
        return !lasts && opened.isBefore(limit) && locked(() -> end == null && lastFrame == null);
    }

    boolean hasFrames() {
        return locked(() -> lastFrame != null);
    }

    /** Whether a frame has passed of an answer whose bill is not written. */
    boolean hasBegun() {
        return locked(() -> lastFrame != null && !settled);
    }

    /** Whether it ended before {@code limit}: then it is forgotten, fetched or not. */
    boolean spent(Instant limit) {
        return locked(() -> endedAt != null && endedAt.isBefore(limit));
    }

    void drop() {
        change(this::clear);
    }

    private boolean hasRoom(byte[] message) {
        return buffered == 0 || (buffered + message.length <= BOUND && memory.hasRoom(message.length));
    }

    private void clear() {
        memory.remove(buffered);
        messages.clear();
        buffered = 0;
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
