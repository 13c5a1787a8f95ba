package network.cocoon.audit;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves of one lane or one worker's slots, applied in the order of their versions. The log's order may differ where
 * transactions overlap, so a move waits until all before it have come; at the end none may wait.
 */
final class VersionedMoves<M> {

    /** Called in the order of versions. */
    @FunctionalInterface
    interface Step<M> {
        void apply(M move, Place place);
    }

    private record Waiting<M>(M move, Place place) {}

    private final String rule;
    private final Step<M> step;
    private @Nullable TreeMap<Long, Waiting<M>> waiting;
    private long applied;

    /** @param rule for example {@code lane version} */
    VersionedMoves(String rule, Step<M> step) {
        this.rule = rule;
        this.step = step;
    }

    void add(long version, M move, Place place) {
        if (version <= applied) {
            throw place.wrong(rule, "above " + applied, version);
        }
        if (version == applied + 1 && waiting == null) {
            applied = version;
            step.apply(move, place);
            return;
        }
        wait(version, move, place);
    }

    private void wait(long version, M move, Place place) {
        TreeMap<Long, Waiting<M>> all = waiting == null ? new TreeMap<>() : waiting;
        Waiting<M> twin = all.put(version, new Waiting<>(move, place));
        place.require(twin == null, rule, "used once", version + " twice");
        while (!all.isEmpty() && all.firstKey() == applied + 1) {
            Waiting<M> next = all.pollFirstEntry().getValue();
            applied++;
            step.apply(next.move(), next.place());
        }
        waiting = all.isEmpty() ? null : all;
    }

    void finish() {
        if (waiting != null) {
            var first = waiting.firstEntry();
            throw first.getValue().place().wrong(rule, applied + 1, first.getKey());
        }
    }
}
