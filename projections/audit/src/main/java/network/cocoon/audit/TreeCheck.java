package network.cocoon.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeMap;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.Frontier;
import network.cocoon.domain.transparency.TransparencyCommand;
import network.cocoon.domain.transparency.TransparencyDecider;
import network.cocoon.domain.transparency.TransparencyEvent;
import network.cocoon.domain.transparency.TransparencyEvent.CheckpointAnchored;
import network.cocoon.domain.transparency.TransparencyEvent.CheckpointSealed;
import network.cocoon.domain.transparency.TransparencyState;
import network.cocoon.domain.transparency.TransparencyState.Anchored;
import org.jspecify.annotations.Nullable;

/**
 * The tree over all leaves, the checkpoints that the log says it has, and what the chain's time says of the events' times: those
 * under an anchor happened before it, those behind its event after it. Whether a chain has the anchor, the chain is asked.
 */
final class TreeCheck {

    /** Clocks differ, and an event is dated a little before it is committed. */
    static final Duration TOLERANCE = Duration.ofMinutes(2);

    private static final long TOLERANCE_MICROS = TOLERANCE.toNanos() / 1_000;

    private final TransparencyDecider decider = new TransparencyDecider();
    private final @Nullable Checkpoint known;
    private final Frontier frontier = new Frontier();
    private final PendingLeaves pending = new PendingLeaves();

    /** By size, the latest time of an event under the checkpoint. */
    private final TreeMap<Long, Long> latestUnder = new TreeMap<>();

    private TransparencyState state = decider.initial();
    private long latest = Long.MIN_VALUE;
    private long notBefore = Long.MIN_VALUE;

    /** @param known a checkpoint that the log must have, as somebody else saw it */
    TreeCheck(@Nullable Checkpoint known) {
        this.known = known;
    }

    /** The next event of the log is in order so far; its leaf is part of the tree from now on. */
    void passed(Digest leaf, Instant at, Place place) {
        long micros = EventTimes.micros(at);
        if (micros < notBefore) {
            throw place.wrong(
                    "time before anchor",
                    "nothing older than the anchor ahead of it, less " + TOLERANCE,
                    (notBefore - micros) + " us older");
        }
        if (pending.isFull()) {
            absorb();
        }
        pending.add(leaf, micros);
        if (known != null && known.size() == size()) {
            Digest root = root();
            place.require(root.equals(known.root()), "checkpoint known", known.root(), root);
        }
    }

    void check(TransparencyEvent event, Place place) {
        Sequences.onItsStream(TransparencyDecider.STREAM_ID, place);
        switch (event) {
            case CheckpointSealed e -> sealed(e, place);
            case CheckpointAnchored e -> anchored(e, place);
        }
        state = decider.evolve(state, event);
    }

    private void sealed(CheckpointSealed e, Place place) {
        Checkpoint checkpoint = e.checkpoint();
        long last = lastSealed();
        place.require(checkpoint.size() > last, "checkpoint shrinks", "more than " + last, checkpoint.size());
        place.require(checkpoint.size() <= size(), "checkpoint beyond the log", "at most " + size(), checkpoint.size());
        place.require(
                checkpoint.size() >= frontier.size(),
                "checkpoint too late",
                "at least " + frontier.size(),
                checkpoint.size());
        while (frontier.size() < checkpoint.size()) {
            absorb();
        }
        Digest root = frontier.root();
        place.require(root.equals(checkpoint.root()), "checkpoint root", root, checkpoint.root());
        place.decided(decider.decide(new TransparencyCommand.SealCheckpoint(checkpoint, e.at()), state), e);
        latestUnder.put(checkpoint.size(), latest);
        if (latestUnder.size() > TransparencyState.MOST_SEALED) {
            latestUnder.pollFirstEntry();
        }
    }

    private void anchored(CheckpointAnchored e, Place place) {
        place.decided(
                decider.decide(
                        new TransparencyCommand.AnchorCheckpoint(
                                e.checkpoint(), e.registry(), e.transaction(), e.lt(), e.when(), e.at()),
                        state),
                e);
        long under = Objects.requireNonNull(latestUnder.get(e.checkpoint().size()), "the decider knows it");
        long latestAllowed = Math.addExact(EventTimes.micros(e.when()), TOLERANCE_MICROS);
        place.require(
                under <= latestAllowed,
                "time after anchor",
                "no event under it later than its time and " + TOLERANCE,
                (under - latestAllowed) + " us later");
        notBefore = Math.max(notBefore, Math.subtractExact(EventTimes.micros(e.when()), TOLERANCE_MICROS));
    }

    private void absorb() {
        latest = Math.max(latest, pending.micros(0));
        frontier.append(pending.leaf(0));
        pending.removeOldest();
    }

    /** At the end of the log. */
    void finish() {
        if (known != null && known.size() > size()) {
            throw Place.atEnd("transparency", TransparencyDecider.STREAM_ID)
                    .wrong("checkpoint known", "at least " + known.size() + " events", size());
        }
    }

    AuditReport.Tree report() {
        Anchored anchored = state.anchored();
        return new AuditReport.Tree(
                size(),
                root(),
                lastSealed(),
                anchored == null ? 0 : anchored.checkpoint().size());
    }

    private long lastSealed() {
        return state.newest().map(last -> last.checkpoint().size()).orElse(0L);
    }

    private long size() {
        return frontier.size() + pending.count();
    }

    private Digest root() {
        Frontier whole = new Frontier(frontier.size(), frontier.peaks());
        for (int i = 0; i < pending.count(); i++) {
            whole.append(pending.leaf(i));
        }
        return whole.root();
    }
}
