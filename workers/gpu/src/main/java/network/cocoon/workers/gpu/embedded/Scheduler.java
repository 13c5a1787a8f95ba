package network.cocoon.workers.gpu.embedded;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.workers.gpu.decoder.Segment;
import network.cocoon.workers.gpu.embedded.Sequence.Turn;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.EngineLoad;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that advances all requests together. Requests join and leave between any two steps; prompts go in by pieces
 * beside the answers of others. Tokens are chosen on the requests' own threads, at the same time.
 */
final class Scheduler implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    // A prompt alone may take the processor for longer than one whose neighbours wait for their next word.
    private static final int PIECE_ALONE = 256;
    private static final int PIECE_BESIDE = 32;
    private static final int MOST_CRASHES = 3;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long MOST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    private final Stepper stepper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<Sequence> waiting = new ArrayDeque<>();
    private final List<Sequence> active = new ArrayList<>();
    private final Places places;
    private final int slots;
    private final Thread thread;
    private long patience = LEAST_PATIENCE;
    private long steps;
    private long advanced;
    private int crashes;
    private boolean closed;

    Scheduler(Stepper stepper, int slots) {
        this.stepper = stepper;
        this.places = new Places(slots);
        this.slots = slots;
        this.thread = Thread.ofPlatform().name("decoder").daemon(true).start(this::run);
    }

    /** Joins with nothing reused and nothing kept. */
    Sequence join(int[] prompt, Cancellation cancellation) {
        return join(prompt, Optional.empty(), cancellation);
    }

    /** Joins: {@link #logits} follows, and then {@link #choose} and {@link #logits} in turn, and {@link #leave} always. */
    Sequence join(int[] prompt, Optional<Digest> key, Cancellation cancellation) {
        return join(prompt, Segment.Result.LOGITS, key, cancellation);
    }

    /** Joins for states of the prompt: {@link #logits} gives the last one or the mean of all, and {@link #leave} follows. */
    Sequence join(int[] prompt, Segment.Result result, Optional<Digest> key, Cancellation cancellation) {
        lock.lock();
        try {
            requireOpen();
            Sequence sequence = new Sequence(prompt, result, key, cancellation, lock.newCondition());
            waiting.add(sequence);
            work.signal();
            return sequence;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the logits of the next token; null once the request was cancelled or the engine closed.
     *
     * @throws EngineException if the engine failed
     */
    float @Nullable [] logits(Sequence sequence) {
        lock.lock();
        try {
            while (sequence.logits == null && sequence.turn != Turn.OVER) {
                sequence.given.awaitUninterruptibly();
            }
            if (sequence.failure != null) {
                throw sequence.failure;
            }
            float[] logits = sequence.logits;
            sequence.logits = null;
            sequence.lent = logits;
            return logits;
        } finally {
            lock.unlock();
        }
    }

    /** The next token, to be followed by another; the logits are another's from now on. */
    void choose(Sequence sequence, int token) {
        lock.lock();
        try {
            if (sequence.lent != null) {
                stepper.giveBack(sequence.lent);
                sequence.lent = null;
            }
            if (sequence.turn == Turn.CHOICE) {
                sequence.token = token;
                sequence.turn = Turn.STEP;
                sequence.late = false;
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Frees the slot before the next step, and leaves nothing of the sequence to be found. */
    void leave(Sequence sequence) {
        leave(sequence, false);
    }

    /** @param well whether its beginning may be reused under its key */
    void leave(Sequence sequence, boolean well) {
        lock.lock();
        try {
            sequence.well = well && sequence.turn != Turn.OVER;
            sequence.end(null);
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Steps so far. */
    long steps() {
        lock.lock();
        try {
            return steps;
        } finally {
            lock.unlock();
        }
    }

    EngineLoad load() {
        lock.lock();
        try {
            // Who has left is taken out at the next step.
            List<Sequence> there =
                    active.stream().filter(s -> s.turn != Turn.OVER).toList();
            int behind = (int) waiting.stream().filter(s -> s.turn != Turn.OVER).count();
            long positions = there.stream().mapToLong(s -> s.at).sum();
            long room = (long) slots * stepper.positions();
            return new EngineLoad(there.size(), behind, steps, advanced, positions, room);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (true) {
                List<Sequence> chosen = new ArrayList<>();
                List<Segment> segments = new ArrayList<>();
                lock.lock();
                try {
                    if (closed) {
                        endAll(null);
                        return;
                    }
                    gather(chosen, segments);
                } finally {
                    lock.unlock();
                }
                if (!segments.isEmpty()) {
                    advance(chosen, segments);
                }
            }
        } finally {
            stepper.close();
        }
    }

    /** What the next step does, after a wait where there is nothing yet. */
    private void gather(List<Sequence> chosen, List<Segment> segments) {
        retire();
        admit();
        if (active.isEmpty()) {
            pause(Long.MAX_VALUE);
            return;
        }
        await();
        retire();
        admit();
        for (Sequence s : active) {
            if (s.turn == Turn.STEP) {
                chosen.add(s);
                s.run(s.token);
                segments.add(new Segment(s.slot, s.at, new int[] {s.token}, true));
            }
        }
        int budget = chosen.isEmpty() ? PIECE_ALONE : PIECE_BESIDE;
        for (Sequence s : active) {
            if (s.turn == Turn.PREFILL && budget > 0) {
                Segment piece = s.piece(budget);
                budget -= piece.tokens().length;
                chosen.add(s);
                segments.add(piece);
            }
        }
        if (segments.isEmpty()) {
            pause(POLL_NANOS);
        }
    }

    /** Gives those who look at logits as long as a step takes: together they are cheaper than apart. */
    private void await() {
        long end = System.nanoTime() + patience;
        for (long left = patience; left > 0 && anyChoosing(); left = end - System.nanoTime()) {
            pause(left);
        }
        for (Sequence s : active) {
            s.late |= s.turn == Turn.CHOICE;
        }
    }

    private boolean anyChoosing() {
        return active.stream().anyMatch(s -> s.turn == Turn.CHOICE && !s.late);
    }

    @SuppressWarnings("WaitNotInLoop") // whoever calls it looks at everything again
    private void pause(long nanos) {
        try {
            var _ = work.awaitNanos(nanos);
        } catch (InterruptedException e) {
            closed = true; // nobody but the process's end interrupts this thread
        }
    }

    private void retire() {
        waiting.removeIf(Scheduler::over);
        active.removeIf(s -> {
            if (over(s)) {
                places.free(s, System.nanoTime());
                return true;
            }
            return false;
        });
    }

    private static boolean over(Sequence s) {
        if (s.turn != Turn.OVER && s.cancellation.cancelled()) {
            s.end(null);
        }
        return s.turn == Turn.OVER;
    }

    private void admit() {
        while (!waiting.isEmpty() && active.size() < slots) {
            Sequence s = waiting.remove();
            places.give(s, active, System.nanoTime());
            active.add(s);
        }
    }

    private void advance(List<Sequence> chosen, List<Segment> segments) {
        float[][] logits;
        long from = System.nanoTime();
        try {
            places.copy(stepper);
            logits = stepper.step(segments);
        } catch (RuntimeException e) { // what the native library throws has no type of its own
            crashed(e);
            return;
        }
        long took = System.nanoTime() - from;
        lock.lock();
        try {
            steps++;
            advanced += chosen.size();
            crashes = 0;
            patience = Math.clamp(took, LEAST_PATIENCE, MOST_PATIENCE);
            int next = 0;
            for (int i = 0; i < chosen.size(); i++) {
                Sequence s = chosen.get(i);
                Segment ran = segments.get(i);
                s.at += ran.tokens().length;
                float[] mine = ran.wanted() ? s.taken(logits[next++], ran.tokens().length) : null;
                if (mine != null && s.turn != Turn.OVER) {
                    s.logits = mine;
                    s.turn = Turn.CHOICE;
                    s.given.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void crashed(RuntimeException e) {
        // The class only: a message could quote what was being processed.
        LOG.error("a step failed: {}", e.getClass().getName());
        lock.lock();
        try {
            crashes++;
            for (Sequence s : active) {
                s.end(new EngineException(EngineException.Code.CRASHED, "a step failed"));
            }
            retire();
            places.forgetAll();
            if (crashes >= MOST_CRASHES) {
                LOG.error("{} steps failed one after the other: the engine is closed", crashes);
                closed = true;
                endAll(new EngineException(EngineException.Code.CRASHED, "the engine keeps failing"));
                return;
            }
        } finally {
            lock.unlock();
        }
        try {
            stepper.renew();
        } catch (RuntimeException again) {
            LOG.error("the slots cannot be made anew: {}", again.getClass().getName());
            lock.lock();
            try {
                closed = true;
            } finally {
                lock.unlock();
            }
        }
    }

    private void endAll(@Nullable EngineException why) {
        waiting.forEach(s -> s.end(why));
        active.forEach(s -> s.end(why));
        waiting.clear();
        active.clear();
    }

    boolean isOpen() {
        lock.lock();
        try {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** @throws EngineException where the engine takes no more requests */
    void requireOpen() {
        lock.lock();
        try {
            if (closed) {
                throw new EngineException(EngineException.Code.CLOSED, "the engine is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
