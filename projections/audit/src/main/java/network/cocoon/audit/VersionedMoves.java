package network.cocoon.audit;

import java.util.TreeMap;

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
    private final TreeMap<Long, Waiting<M>> waiting = new TreeMap<>();
    private long applied;

    VersionedMoves(String rule, Step<M> step) {
        this.rule = rule;
        this.step = step;
    }

    void add(long version, M move, Place place) {
        place.require(version > applied, rule + " version", "above " + applied, version);
        Waiting<M> twin = waiting.put(version, new Waiting<>(move, place));
        place.require(twin == null, rule + " version", "used once", version + " twice");
        while (!waiting.isEmpty() && waiting.firstKey() == applied + 1) {
            Waiting<M> next = waiting.pollFirstEntry().getValue();
            applied++;
            step.apply(next.move(), next.place());
        }
    }

    void finish() {
        if (!waiting.isEmpty()) {
            var first = waiting.firstEntry();
            throw first.getValue().place().wrong(rule + " version", applied + 1, first.getKey());
        }
    }
}
