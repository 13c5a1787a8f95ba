package network.cocoon.commands.requests;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.inflight.RequestRefusal;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.inflight.RequestTable.Queue;
import network.cocoon.commands.inflight.RequestTable.Waiting;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ModelId;
import org.springframework.stereotype.Component;

/**
 * Bounds how many requests of a model wait for a slot, over all nodes. What this node lets wait it counts itself; of the
 * others it asks the table now and then, so all nodes together may let in a few more. While nobody waits nothing is asked.
 * No app takes more than half of the places, so that one which asks without end leaves some to the others.
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
    private record Sight(Instant at, Map<Queue, Waiting> queues, Map<Queue, Integer> joined) {

        Sight(Instant at, Map<Queue, Waiting> queues) {
            this(at, queues, new ConcurrentHashMap<>());
        }

        int all(ModelId model) {
            return Stream.concat(queues.keySet().stream(), joined.keySet().stream())
                    .distinct()
                    .filter(queue -> queue.model().equals(model))
                    .mapToInt(this::of)
                    .sum();
        }

        int of(Queue queue) {
            Waiting seen = queues.get(queue);
            return (seen == null ? 0 : seen.requests()) + joined.getOrDefault(queue, 0);
        }

        /** When the first of a model's was accepted. */
        Optional<Instant> since(ModelId model) {
            return queues.entrySet().stream()
                    .filter(entry -> entry.getKey().model().equals(model))
                    .map(entry -> entry.getValue().since())
                    .min(Comparator.naturalOrder());
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
    void admit(ModelId model, AccountId account) {
        if (sight.queues().isEmpty() && sight.joined().isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        look(now);
        Sight seen = sight;
        int all = seen.all(model);
        int own = seen.of(new Queue(model, account));
        if (all >= most) {
            throw full(all + " requests for this model wait for a slot", seen, model, now);
        }
        if (own >= Math.ceilDiv(most, 2)) {
            throw full(own + " requests of this app for this model wait for a slot", seen, model, now);
        }
    }

    /** So long the first of them has waited already; who comes now would not wait less. */
    private static RefusedException full(String detail, Sight seen, ModelId model, Instant now) {
        Duration wait = Duration.between(seen.since(model).orElse(now), now);
        return RefusedException.forNow(RequestRefusal.QUEUE_FULL, detail, wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
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
    void joined(ModelId model, AccountId account) {
        sight.joined().merge(new Queue(model, account), 1, Integer::sum);
    }
}
