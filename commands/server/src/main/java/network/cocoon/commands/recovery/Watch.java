package network.cocoon.commands.recovery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.function.Consumer;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.node.Nodes;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One look at everything that is due. It ends what nobody else will end, so that no lane and no slot is held for ever.
 *
 * <p>Each node looks after the answers that pass through it. Those of a node that is gone were in its memory: whose worker
 * does not report within its claim lease failed for want of the relay, not of the worker.
 */
@Component
public class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int BATCH = 500;
    private static final Duration ITS_OWN_NODE_FIRST = Duration.ofSeconds(5);

    private final RequestTable requests;
    private final BlobTable blobs;
    private final RelayHub relays;
    private final LostRequests lost;
    private final Closer closer;
    private final Scheduler scheduler;
    private final WindowBook windows;
    private final Nodes nodes;
    private final CocoonSettings settings;
    private final InstantSource clock;

    Watch(
            RequestTable requests,
            BlobTable blobs,
            RelayHub relays,
            LostRequests lost,
            Closer closer,
            Scheduler scheduler,
            WindowBook windows,
            Nodes nodes,
            CocoonSettings settings,
            InstantSource clock) {
        this.requests = requests;
        this.blobs = blobs;
        this.relays = relays;
        this.lost = lost;
        this.closer = closer;
        this.scheduler = scheduler;
        this.windows = windows;
        this.nodes = nodes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Ends what is due now; for the watchman, who calls it again and again. */
    public void look() {
        Instant now = clock.instant();
        each(requests.overdue(now, BATCH), row(found -> overdue(found, now)));
        each(requests.ofLostWorkers(BATCH), row(found -> attempt(found, FailureCode.WORKER_LOST)));
        each(requests.claimsDue(now, relays.begun(), BATCH), row(found -> attempt(found, FailureCode.WORKER_STALLED)));
        Instant limit = now.minus(settings.requests().betweenFrames());
        each(relays.silentSince(limit), row(found -> attempt(found, FailureCode.WORKER_STALLED)));
        each(requests.stranded(now, BATCH), scheduler::placeUnlessBusy);
        lost.look(now);
        relays.sweep();
        blobs.sweep(now, BATCH);
        windows.sweep(now);
    }

    /** As it is now; one that went with the database meanwhile needs no end. */
    private Consumer<RequestId> row(Consumer<RequestRow> action) {
        return request -> requests.find(request).ifPresent(action);
    }

    private void overdue(RequestRow row, Instant now) {
        // The node that has the answer knows best how much of it was acknowledged.
        if (!isElsewhere(row) || row.deadline().plus(ITS_OWN_NODE_FIRST).isBefore(now)) {
            closer.expire(row.request());
        }
    }

    private void attempt(RequestRow row, FailureCode code) {
        NodeId relay = row.relay();
        if (relay == null || relay.equals(nodes.self())) {
            closer.failAttempt(row.request(), row.attempt(), code);
        } else if (nodes.steady() && !nodes.isAlive(relay)) {
            closer.failAttempt(row.request(), row.attempt(), FailureCode.RELAY_LOST);
        }
    }

    private boolean isElsewhere(RequestRow row) {
        NodeId relay = row.relay();
        return row.state() == State.ASSIGNED && relay != null && !relay.equals(nodes.self()) && nodes.isAlive(relay);
    }

    /** One request's trouble must not keep the others waiting. */
    private static void each(Collection<RequestId> due, Consumer<RequestId> action) {
        for (RequestId request : due) {
            try {
                action.accept(request);
            } catch (RefusedException e) {
                LOG.warn(
                        "request {} was not ended: {}",
                        request,
                        e.rejection().code().name());
            }
        }
    }
}
