package network.cocoon.commands.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.feed.LogEvents;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.metrics.Measures;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.wire.api.RequestApi.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Assigns queued requests when a slot may have become free: at once when the log says so, on whichever node that
 * happened, and every second in case word was lost. Several nodes may do so at once; each request is locked by one.
 */
@Component
public class Scheduler extends Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final Duration SAFETY_NET = Duration.ofSeconds(1);
    private static final int BATCH = 64;

    private final RequestTable requests;
    private final Assigner assigner;
    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final InstantSource clock;
    private final Measures measures;
    private final Duration lostAfter;
    private final boolean wanted;
    private final Instant started;
    private final Semaphore bell = new Semaphore(0);
    private boolean rung;

    Scheduler(
            RequestTable requests,
            Assigner assigner,
            Dispatcher dispatcher,
            Transactions transactions,
            InstantSource clock,
            LogEvents log,
            CocoonSettings settings,
            Measures measures) {
        super("scheduler");
        this.requests = requests;
        this.assigner = assigner;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.clock = clock;
        this.measures = measures;
        this.lostAfter = settings.workers().lostAfter();
        this.wanted = settings.node().does(NodeRole.API);
        this.started = clock.instant();
        log.subscribe(entry -> {
            if (mayFreeASlot(entry.event())) {
                wake();
            }
        });
    }

    /** There may be something to assign. */
    public void wake() {
        bell.release();
    }

    /** Assigns what can be assigned now; returns how many requests. */
    public int assignQueued() {
        int assigned = 0;
        int before;
        do {
            before = assigned;
            for (RequestId request : requests.assignable(BATCH)) {
                assigned += assign(() -> requests.lockQueued(request), request) ? 1 : 0;
            }
        } while (assigned > before);
        return assigned;
    }

    /**
     * Gives a queued request to one of its candidates, or has the app seal anew where none is left that could take it.
     * What cannot be assigned only now stays queued. For who looks at what became of it: where another is at the request
     * already, it waits for that one.
     */
    public void place(RequestId request) {
        place(() -> requests.lock(request).filter(row -> row.state() == State.QUEUED), request);
    }

    /** As {@link #place}, for who has others to look after: what another is at is that one's. */
    public void placeUnlessBusy(RequestId request) {
        place(() -> requests.lockQueued(request), request);
    }

    private void place(Supplier<Optional<RequestRow>> queued, RequestId request) {
        if (assign(queued, request)) {
            return;
        }
        try {
            transactions.run(() -> queued.get().ifPresent(this::requireReseal));
        } catch (RefusedException e) {
            LOG.warn(
                    "request {} stays queued: {}", request, e.rejection().code().name());
        }
    }

    private void requireReseal(RequestRow row) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // While this server was down nobody could be heard: silence counts from its start.
        boolean silenceCounts = started.plus(lostAfter).isBefore(now);
        if (assigner.anyoneLeft(Assigner.Task.next(row), silenceCounts, now)) {
            return;
        }
        dispatcher.dispatch(new InferenceCommand.RequireReseal(row.request(), now));
        requests.unsealed(row.request(), now);
    }

    private boolean assign(Supplier<Optional<RequestRow>> queued, RequestId request) {
        try {
            return transactions.run(() -> queued.get().map(this::assign).orElse(false));
        } catch (RefusedException e) {
            LOG.warn(
                    "request {} was not assigned: {}",
                    request,
                    e.rejection().code().name());
            return false;
        }
    }

    private boolean assign(RequestRow row) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!now.isBefore(row.deadline())) {
            return false;
        }
        Optional<Assignment> assignment = assigner.assign(Assigner.Task.next(row), now);
        if (assignment.isEmpty()) {
            return false;
        }
        var order = new InferenceCommand.Assign(row.request(), assignment.get(), now);
        return switch (dispatcher.dispatch(order)) {
            case Outcome.Accepted _ -> {
                requests.assigned(row.request(), assignment.get(), now);
                measures.assigned(Duration.between(row.at(), now));
                yield true;
            }
            case Outcome.AlreadyDone _ -> throw new IllegalStateException("a queued request was assigned before");
        };
    }

    private static boolean mayFreeASlot(Object event) {
        return switch (event) {
            case InferenceEvent.Completed _,
                    InferenceEvent.AttemptFailed _,
                    InferenceEvent.Failed _,
                    InferenceEvent.Cancelled _,
                    InferenceEvent.Expired _,
                    WorkerEvent.ModelOffered _,
                    WorkerEvent.Attested _,
                    WorkerEvent.Activated _ -> true;
            default -> false;
        };
    }

    @Override
    protected boolean isWanted() {
        return wanted;
    }

    @Override
    protected void await() throws InterruptedException {
        rung = bell.tryAcquire(SAFETY_NET.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void work() {
        bell.drainPermits();
        int assigned = assignQueued();
        if (assigned > 0 && !rung) {
            LOG.info("{} requests were assigned without a wake-up", assigned);
        }
    }
}
