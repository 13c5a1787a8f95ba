package network.cocoon.workers.gpu.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.WorkerApi.AssignmentNotice;
import network.cocoon.workers.gpu.operator.OperatorLink;
import network.cocoon.workers.gpu.operator.RefusedByOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks up assignments from the event store, runs each on a thread of its own, and moves the bookmark after the report:
 * a repeated report is "already done", but nothing would redeliver an assignment skipped by a crash in between.
 */
public final class AssignmentLoop {

    /** Runs one assignment to its report. Returns only when the operator has answered the report. */
    @FunctionalInterface
    public interface Job {
        void run(AssignmentNotice notice, AtomicBoolean revoked) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(AssignmentLoop.class);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    private final OperatorLink operator;
    private final Progress progress;
    private final Job job;
    private final Map<RequestId, AtomicBoolean> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    public AssignmentLoop(OperatorLink operator, Bookmark bookmark, Job job) {
        this.operator = operator;
        this.progress = new Progress(bookmark);
        this.job = job;
    }

    /** Until {@link #stop}; reconnects from the bookmark with growing pauses. */
    public void run() throws InterruptedException {
        Duration pause = Duration.ofMillis(100);
        while (!stopping) {
            try {
                operator.follow(progress.position(), this::take);
                pause = Duration.ofMillis(100);
            } catch (RefusedByOperator e) {
                LOG.warn("the operator refuses the assignment feed: {}", e.code());
            } catch (IOException e) {
                LOG.info("the assignment feed ended: {}", e.toString());
            }
            if (!stopping) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
            }
        }
    }

    /** Takes nothing new; what runs goes on. */
    public void stop() {
        stopping = true;
    }

    public int underWay() {
        return progress.underWay();
    }

    private void take(long index, AssignmentNotice notice) {
        if (stopping || !progress.begin(index)) {
            return;
        }
        switch (notice.kind()) {
            case REVOKED -> {
                AtomicBoolean revoked = running.get(notice.request());
                if (revoked != null) {
                    revoked.set(true);
                }
                done(index);
            }
            case ASSIGNED -> {
                AtomicBoolean revoked = new AtomicBoolean();
                running.put(notice.request(), revoked);
                // A platform thread: the engine's native calls would pin a virtual thread's carrier for whole answers.
                Thread.ofPlatform()
                        .daemon()
                        .name("request-" + notice.request())
                        .start(() -> execute(index, notice, revoked));
            }
        }
    }

    private void execute(long index, AssignmentNotice notice, AtomicBoolean revoked) {
        try {
            job.run(notice, revoked);
            running.remove(notice.request(), revoked);
            done(index);
        } catch (InterruptedException e) {
            // Stopping: not reported, so the bookmark stays before it and the next boot answers for it.
            Thread.currentThread().interrupt();
        }
    }

    private void done(long index) {
        try {
            progress.done(index);
        } catch (IOException e) {
            // The next boot reports again, which is harmless; losing the place silently would not be.
            LOG.error("the bookmark cannot be written: {}", e.toString());
        }
    }
}
