package network.cocoon.commands.requests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.inflight.RequestTable.Waiting;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.ModelId;
import org.springframework.stereotype.Component;

/**
 * Bounds how many requests of a model wait for a slot, over all nodes. What this node lets wait it counts itself; of the
 * others it asks the table now and then, so all nodes together may let in a few more. While nobody waits nothing is asked.
 */
@Component
class WaitingRoom {

    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final RequestTable requests;
    private final int most;
    private final InstantSource clock;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Sight sight = new Sight(Instant.EPOCH, Map.of());

    /** What was seen of all nodes, and what this one has let wait since. */
    private record Sight(Instant at, Map<ModelId, Waiting> queues, Map<ModelId, Integer> joined) {

        Sight(Instant at, Map<ModelId, Waiting> queues) {
            this(at, queues, new ConcurrentHashMap<>());
        }
    }

    WaitingRoom(RequestTable requests, CocoonSettings settings, InstantSource clock) {
        this.requests = requests;
        this.most = settings.requests().queue();
        this.clock = clock;
    }

    /**
     * Before anything is reserved, and never within a transaction.
     *
     * @throws RefusedException where as many wait as may
     */
    void admit(ModelId model) {
        if (sight.queues().isEmpty() && sight.joined().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        look(now);
        Sight seen = sight;
        Waiting waiting = seen.queues().getOrDefault(model, new Waiting(0, now));
        int all = waiting.requests() + seen.joined().getOrDefault(model, 0);
        if (all >= most) {
            // So long the first of them has waited already; who comes now would not wait less.
            Duration wait = Duration.between(waiting.since(), now);
            throw RefusedException.forNow(
                    RequestRefusal.QUEUE_FULL,
                    all + " requests for this model wait for a slot",
                    wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        }
    }

    /** One asks for all; the others go by what was seen last. */
    private void look(Instant now) {
        if (sight.at().plus(LOOK_EVERY).isAfter(now) || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            sight = new Sight(now, requests.waiting());
        } finally {
            looking.set(false);
        }
    }

    /** One more waits. */
    void joined(ModelId model) {
        sight.joined().merge(model, 1, Integer::sum);
    }
}
