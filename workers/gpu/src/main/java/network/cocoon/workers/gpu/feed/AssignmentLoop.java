package network.cocoon.workers.gpu.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
        void run(AssignmentNotice notice, Revocation revocation) throws InterruptedException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(AssignmentLoop.class);
    /** The operator's log was restored from a backup: it ends before the bookmark. */
    private static final String BOOKMARK_AHEAD = "BOOKMARK_AHEAD";

    private static final Duration MAX_PAUSE = Duration.ofSeconds(5);

    /** A flush of the disk for each answer would cost more than answering once more after a crash. */
    private static final Duration BETWEEN_SAVES = Duration.ofMillis(200);

    private final OperatorLink operator;
    private volatile Progress progress;
    private final Job job;
    private final Map<RequestId, Revocation> running = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private volatile boolean cut;

    public AssignmentLoop(OperatorLink operator, Bookmark bookmark, Job job) {
        this.operator = operator;
        this.progress = new Progress(bookmark);
        this.job = job;
    }

    /** Until {@link #stop}; reconnects from the bookmark with growing pauses. */
    public void run() throws InterruptedException {
        Thread.ofVirtual().name("bookmark").start(this::keep);
        try {
            follow();
        } finally {
            stop();
        }
    }

    private void follow() throws InterruptedException {
        Duration pause = Duration.ofMillis(100);
        while (!stopped) {
            try {
                operator.follow(progress.position(), this::take);
                pause = Duration.ofMillis(100);
            } catch (RefusedByOperator e) {
                LOG.warn("the operator refuses the assignment feed: {}", e.code());
                if (e.code().equals(BOOKMARK_AHEAD)) {
                    startOver();
                }
            } catch (IOException e) {
                LOG.info("the assignment feed ended: {}", e.toString());
            }
            if (!stopped) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(MAX_PAUSE) < 0 ? pause.multipliedBy(2) : MAX_PAUSE;
            }
        }
    }

    /** Takes nothing new; what runs goes on. */
    public void stop() {
        stopped = true;
        save(progress);
    }

    /** Ends what runs, and what may still come, in the middle: each is reported as failed. */
    public void cutShort() {
        cut = true;
        running.values().forEach(Revocation::cutShort);
    }

    /** How many notices are not reported yet. */
    public int underWay() {
        return progress.underWay();
    }

    private void take(long index, AssignmentNotice notice) {
        Progress place = progress;
        if (stopped || !place.begin(index)) {
            return;
        }
        switch (notice.kind()) {
            case REVOKED -> {
                Revocation running = this.running.get(notice.request());
                // One that is late says nothing about a later attempt.
                if (running != null && running.attempt() <= notice.attempt()) {
                    running.revoke();
                }
                done(place, index);
            }
            case ASSIGNED -> {
                Revocation revocation = new Revocation(notice.attempt());
                running.put(notice.request(), revocation);
                if (cut) {
                    revocation.cutShort();
                }
                // A virtual thread, for the engine decodes on a thread of its own.
                Thread.ofVirtual()
                        .name("request-" + notice.request())
                        .start(() -> execute(place, index, notice, revocation));
            }
        }
    }

    private void execute(Progress place, long index, AssignmentNotice notice, Revocation revocation) {
        try {
            job.run(notice, revocation);
            running.remove(notice.request(), revocation);
            done(place, index);
        } catch (InterruptedException e) {
            // Stopping: not reported, so the bookmark stays before it and the next boot answers for it.
            Thread.currentThread().interrupt();
        }
    }

    private void startOver() {
        try {
            progress = progress.startOver();
        } catch (IOException e) {
            LOG.error("the bookmark cannot be written: {}", e.toString());
        }
    }

    private void done(Progress place, long index) {
        place.done(index);
        if (stopped) {
            save(place);
        }
    }

    private void keep() {
        try {
            while (!stopped) {
                Thread.sleep(BETWEEN_SAVES);
                save(progress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void save(Progress place) {
        try {
            place.save();
        } catch (IOException e) {
            // The next boot reports again, which is harmless; losing the place silently would not be.
            LOG.error("the bookmark cannot be written: {}", e.toString());
        }
    }
}
