package network.cocoon.commands.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.memory.LoggedRow;
import network.cocoon.domain.inference.Assignment;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import org.jspecify.annotations.Nullable;

/** One connection of a worker's assignment feed: a node writes it from the log, the worker reads it. */
final class Feed {

    private static final long SEEN_EVERY = 1_000_000;

    /** @param assignment null where the request, or the attempt, is over */
    record Notice(long index, RequestId request, @Nullable Assignment assignment) {}

    private record OnItsWay(long at, Notice notice) {}

    private final World world;
    private final Node node;
    private final Host reader;
    private final WorkerId worker;
    private final Deque<OnItsWay> line = new ArrayDeque<>();
    private long lastArrival;
    private long sent;
    private boolean broken;

    Feed(World world, Node node, Host reader, WorkerId worker, long bookmark) {
        this.world = world;
        this.node = node;
        this.reader = reader;
        this.worker = worker;
        this.sent = bookmark;
    }

    /** The node's side, on a line of its own. */
    void write() {
        try {
            long joinedAt = node.log().position();
            node.workers().seen(worker);
            history(joinedAt);
            long seenAt = world.schedule().now();
            while (!broken && !reader.dead()) {
                long again = seenAt + SEEN_EVERY;
                world.schedule().lookAgainAt(again);
                world.schedule()
                        .until(() -> broken
                                || node.log().position() > sent
                                || world.schedule().now() >= again
                                || world.over());
                if (world.over()) {
                    return;
                }
                live();
                if (world.schedule().now() >= again) {
                    if (!world.network().reaches(node.host(), reader)) {
                        broken = true;
                    } else {
                        node.workers().seen(worker);
                        seenAt = world.schedule().now();
                    }
                }
            }
        } finally {
            broken = true;
        }
    }

    /** As the server does it: older events by way of the request table, of requests that this worker has or had last. */
    private void history(long upTo) {
        boolean everything = sent > 0;
        while (sent < upTo) {
            long index = sent + 1;
            LoggedRow row = world.store().log().at(index);
            if (row.event() instanceof InferenceEvent event) {
                RequestRow known =
                        world.store().requests().find(event.request()).orElseThrow();
                boolean hasIt = worker.equals(known.worker());
                if ((hasIt && (everything || known.open())) || (everything && hadIt(known))) {
                    send(index, event);
                } else if (event instanceof InferenceEvent.Assigned || hasIt) {
                    // Over, or another's by now: nothing that this worker could still act on.
                    world.deeds().handed(worker, index);
                    world.deeds().settled(worker, index);
                } else if (event instanceof InferenceEvent.AttemptFailed && !everything) {
                    // Without a bookmark it runs nothing that could be taken back.
                    world.deeds().handed(worker, index);
                }
            }
            sent = index;
        }
    }

    private boolean hadIt(RequestRow row) {
        return world.mutation() != Mutation.HISTORY_FORGETS_WHO_HAD_IT
                && row.tried().stream().anyMatch(key -> world.store()
                        .tables()
                        .keys
                        .find(key)
                        .filter(known -> known.attested().worker().equals(worker))
                        .isPresent());
    }

    private void live() {
        while (sent < node.log().position()) {
            LoggedRow row = world.store().log().at(++sent);
            if (row.event() instanceof InferenceEvent event) {
                send(sent, event);
            }
        }
    }

    private void send(long index, InferenceEvent event) {
        Notice notice =
                switch (event) {
                    case InferenceEvent.Assigned e
                    when e.assignment().worker().equals(worker) -> new Notice(index, e.request(), e.assignment());
                    case InferenceEvent.AttemptFailed e
                    when e.worker().equals(worker) -> new Notice(index, e.request(), null);
                    case InferenceEvent.Failed e when worker.equals(e.worker()) -> new Notice(index, e.request(), null);
                    case InferenceEvent.Cancelled e
                    when worker.equals(e.worker()) -> new Notice(index, e.request(), null);
                    case InferenceEvent.Expired e
                    when worker.equals(e.worker()) -> new Notice(index, e.request(), null);
                    default -> null;
                };
        if (notice == null || broken) {
            return;
        }
        if (world.faults().loses() || !world.network().reaches(node.host(), reader)) {
            // A connection that lost something is broken: nothing later overtakes what was lost.
            broken = true;
            return;
        }
        lastArrival =
                Math.max(lastArrival, world.schedule().now() + world.network().delay());
        line.add(new OnItsWay(lastArrival, notice));
        world.schedule().lookAgainAt(lastArrival);
    }

    /** The worker's side: whether there is a notice to take. */
    boolean hasArrived() {
        OnItsWay first = line.peek();
        return first != null && first.at() <= world.schedule().now();
    }

    /** The next notice that has arrived. */
    @Nullable Notice next() {
        return hasArrived() ? line.remove().notice() : null;
    }

    boolean ended() {
        return line.isEmpty() && (broken || node.host().dead());
    }

    void close() {
        broken = true;
    }

    /** Whether everything up to an index was written and read. */
    boolean caughtUp(long head) {
        return !broken && line.isEmpty() && sent >= head;
    }
}
