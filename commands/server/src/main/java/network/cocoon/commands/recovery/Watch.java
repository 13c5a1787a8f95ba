package network.cocoon.commands.recovery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import network.cocoon.commands.completion.Closer;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One look at everything that is due. It ends what nobody else will end, so that no lane and no slot is held for ever.
 *
 * <p>After a restart this is the recovery too: answers were in the memory of the node that stopped, so an assignment from
 * before the start whose worker does not report within its claim lease failed for want of the relay, not of the worker.
 */
@Component
public class Watch {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final int BATCH = 500;

    private final RequestTable requests;
    private final BlobTable blobs;
    private final RelayHub relays;
    private final Closer closer;
    private final CocoonSettings settings;
    private final InstantSource clock;
    private final Instant started;

    Watch(
            RequestTable requests,
            BlobTable blobs,
            RelayHub relays,
            Closer closer,
            CocoonSettings settings,
            InstantSource clock) {
        this.requests = requests;
        this.blobs = blobs;
        this.relays = relays;
        this.closer = closer;
        this.settings = settings;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Ends what is due now; for the watchman, who calls it again and again. */
    public void look() {
        Instant now = clock.instant();
        each(requests.overdue(now, BATCH), closer::expire);
        each(requests.ofLostWorkers(BATCH), request -> closer.failCurrent(request, FailureCode.WORKER_LOST));
        each(requests.claimsDue(now, BATCH), this::unclaimed);
        Instant limit = now.minus(settings.requests().betweenFrames());
        each(
                relays.requests().stream()
                        .filter(request -> relays.silentSince(request, limit))
                        .toList(),
                request -> closer.failCurrent(request, FailureCode.WORKER_STALLED));
        relays.sweep();
        blobs.sweep(now, BATCH);
    }

    private void unclaimed(RequestId request) {
        if (relays.begun(request)) {
            return;
        }
        RequestRow row = requests.find(request).orElseThrow();
        boolean fromBefore = row.assignedAt() != null && row.assignedAt().isBefore(started);
        closer.fail(request, row.attempt(), fromBefore ? FailureCode.RELAY_LOST : FailureCode.WORKER_STALLED);
    }

    /** One request's trouble must not keep the others waiting. */
    private static void each(List<RequestId> due, Consumer<RequestId> action) {
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
