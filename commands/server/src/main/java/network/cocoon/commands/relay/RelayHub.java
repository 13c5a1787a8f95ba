package network.cocoon.commands.relay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import network.cocoon.commands.completion.Answers;
import network.cocoon.commands.feed.LogEvents;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The answers that pass through this node. */
@Component
public class RelayHub implements Answers {

    /** Bytes of all answers together. */
    private static final long MEMORY = 256L * 1024 * 1024;

    /** How long an answer waits for a client that has not come. */
    private static final Duration KEPT = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(RelayHub.class);

    private final Map<RequestId, Relay> relays = new ConcurrentHashMap<>();

    /** Those whose bill is not written: few, where those that are kept for a late reader are a minute's worth. */
    private final Map<RequestId, Relay> unsettled = new ConcurrentHashMap<>();

    private final RelayMemory memory = new RelayMemory(MEMORY);
    private final RequestTable requests;
    private final InstantSource clock;

    RelayHub(RequestTable requests, InstantSource clock, LogEvents log) {
        this.requests = requests;
        this.clock = clock;
        log.subscribe(entry -> {
            if (entry.event() instanceof InferenceEvent event) {
                on(event);
            }
        });
    }

    /** The relay of a request's standing wraps, begun by whoever comes first; one of earlier wraps is cut. */
    Relay open(RequestRow row) {
        return relays.compute(row.request(), (request, known) -> {
            if (known != null && known.headerHash().equals(row.headerHash())) {
                return known;
            }
            if (known != null) {
                known.settle(Relay.End.CUT);
            }
            Relay begun = new Relay(row.headerHash(), memory, clock);
            unsettled.put(request, begun);
            return begun;
        });
    }

    Optional<Relay> find(RequestId request) {
        return Optional.ofNullable(relays.get(request));
    }

    @Override
    public Held hold(RequestRow row) {
        return new HeldRelay(open(row), row);
    }

    /** Requests without a bill yet whose worker has sent at least one frame through this node. */
    public Set<RequestId> begun() {
        return having(Relay::hasBegun);
    }

    /** Requests whose worker began here and has owed a frame or its receipt since {@code limit}. */
    public Set<RequestId> silentSince(Instant limit) {
        return having(relay -> relay.silentSince(limit));
    }

    /** Requests opened here before {@code limit} which a restart of the database may have lost. */
    public Set<RequestId> unsureSince(Instant limit) {
        return having(relay -> relay.unsureSince(limit));
    }

    /** The request is on the disk. */
    public void lasts(RequestId request) {
        find(request).ifPresent(Relay::lasts);
    }

    private Set<RequestId> having(Predicate<Relay> property) {
        return unsettled.entrySet().stream()
                .filter(entry -> property.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What passes and passed through this node.
     *
     * @param open        answers begun and not forgotten
     * @param heldBytes   of frames that wait for a reader
     * @param frames      since this process began
     * @param waitedNanos how long writers waited for readers since this process began, all together
     */
    public record Figures(int open, long heldBytes, long frames, long waitedNanos) {}

    public Figures figures() {
        return new Figures(relays.size(), memory.held(), memory.frames(), memory.waitedNanos());
    }

    /** The answer will not pass here: whoever waits for it is let go, and nothing is kept. */
    public void dismiss(RequestId request) {
        Relay relay = relays.remove(request);
        if (relay != null) {
            relay.end(Relay.End.CUT);
            forget(request, relay);
        }
    }

    /** Forgets what ended long enough ago. */
    public void sweep() {
        Instant limit = clock.instant().minus(KEPT);
        relays.forEach((request, relay) -> {
            if (relay.spent(limit) && relays.remove(request, relay)) {
                forget(request, relay);
            }
        });
    }

    private void forget(RequestId request, Relay relay) {
        unsettled.remove(request, relay);
        relay.drop();
    }

    /** The log says that a request, or an attempt, is over: whoever waits for it is let go. */
    private void on(InferenceEvent event) {
        switch (event) {
            case InferenceEvent.Completed completed -> settle(completed.request(), Relay.End.WHOLE);
            case InferenceEvent.Failed failed -> settle(failed.request(), Relay.End.CUT);
            case InferenceEvent.Cancelled cancelled -> settle(cancelled.request(), Relay.End.CUT);
            case InferenceEvent.Expired expired -> settle(expired.request(), Relay.End.CUT);
            case InferenceEvent.AttemptFailed failed ->
                find(failed.request()).ifPresent(relay -> relay.attemptOver(failed.attempt()));
            case InferenceEvent.ResealRequired required ->
                find(required.request()).ifPresent(relay -> unsealed(required.request(), relay));
            case InferenceEvent.Requested requested -> lasts(requested.request());
            case InferenceEvent.Assigned _, InferenceEvent.Resealed _, InferenceEvent.ReportRefused _ -> {}
        }
    }

    /** Cut, unless it is of the new wraps already: this word may come after them. Rare, so the table may be asked. */
    private void unsealed(RequestId request, Relay relay) {
        boolean stands;
        try {
            stands = requests.find(request)
                    .filter(row -> row.state() != State.RESEAL_REQUIRED)
                    .filter(row -> row.headerHash().equals(relay.headerHash()))
                    .isPresent();
        } catch (RuntimeException e) {
            // Cut too early costs the reader one more call; left standing it would wait for nothing.
            LOG.warn("request {} lets its reader go, for the database does not answer: {}", request, e.toString());
            stands = false;
        }
        if (!stands) {
            relay.settle(Relay.End.CUT);
            unsettled.remove(request, relay);
            relays.remove(request, relay);
        }
    }

    private void settle(RequestId request, Relay.End end) {
        find(request).ifPresent(relay -> {
            relay.settle(end);
            unsettled.remove(request, relay);
        });
    }
}
