package network.cocoon.commands.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.commands.feed.LogFanout;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.stereotype.Component;

/** The answers that pass through this node. */
@Component
public class RelayHub {

    /** Bytes of all answers together. */
    private static final long MEMORY = 256L * 1024 * 1024;

    /** How long an answer waits for a client that has not come. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private final Map<RequestId, Relay> relays = new ConcurrentHashMap<>();
    private final RelayMemory memory = new RelayMemory(MEMORY);
    private final InstantSource clock;

    RelayHub(InstantSource clock, LogFanout log) {
        this.clock = clock;
        log.subscribe(entry -> {
            if (entry.event() instanceof InferenceEvent event) {
                on(event);
            }
        });
    }

    /** The request's relay, begun by whoever comes first. */
    Relay open(RequestId request) {
        return relays.computeIfAbsent(request, _ -> new Relay(memory, clock));
    }

    Optional<Relay> find(RequestId request) {
        return Optional.ofNullable(relays.get(request));
    }

    /** Whether the request's worker has sent at least one frame through this node. */
    public boolean begun(RequestId request) {
        return find(request).map(Relay::hasFrames).orElse(false);
    }

    /** Whether the worker began here and has owed a frame or its receipt since {@code limit}. */
    public boolean silentSince(RequestId request, Instant limit) {
        return find(request).map(relay -> relay.silentSince(limit)).orElse(false);
    }

    /** Requests that have a relay here. */
    public Set<RequestId> requests() {
        return Set.copyOf(relays.keySet());
    }

    /** Forgets what ended long enough ago. */
    public void sweep() {
        Instant limit = clock.instant().minus(KEPT);
        relays.forEach((request, relay) -> {
            if (relay.spent(limit) && relays.remove(request, relay)) {
                relay.drop();
            }
        });
    }

    /** The log says that a request is over: whoever waits for it is let go. */
    private void on(InferenceEvent event) {
        switch (event) {
            case InferenceEvent.Completed completed -> cut(completed.request(), Relay.End.WHOLE);
            case InferenceEvent.Failed failed -> cut(failed.request(), Relay.End.CUT);
            case InferenceEvent.Cancelled cancelled -> cut(cancelled.request(), Relay.End.CUT);
            case InferenceEvent.Expired expired -> cut(expired.request(), Relay.End.CUT);
            case InferenceEvent.Requested _, InferenceEvent.Assigned _, InferenceEvent.ReportRefused _ -> {}
        }
    }

    private void cut(RequestId request, Relay.End end) {
        Relay relay = relays.get(request);
        if (relay != null) {
            relay.end(end);
        }
    }
}
