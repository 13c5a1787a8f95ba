package network.cocoon.audit;

import java.util.HashMap;
import java.util.Map;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;

/** Every worker's slots: versions without gaps, never more taken than offered, never fewer than none. */
final class SlotBook {

    /** One step of a version: an offer sets how many there are, a move takes or gives back one. */
    private sealed interface Step {
        record Offer(int slots) implements Step {}

        record Move(int delta) implements Step {}
    }

    private static final class Worker {
        private final VersionedMoves<Step> steps = new VersionedMoves<>("slot version", this::apply);
        private int slots;
        private int taken;

        private void apply(Step step, Place place) {
            switch (step) {
                case Step.Offer offer -> slots = offer.slots();
                case Step.Move move -> {
                    taken += move.delta();
                    // An offer may be lowered under what runs; only taking one more is then wrong.
                    if (taken < 0 || (move.delta() > 0 && taken > slots)) {
                        throw place.wrong("slot", "0 to " + slots + " taken", taken);
                    }
                }
            }
        }
    }

    private final Map<WorkerId, Worker> workers = new HashMap<>();

    void offer(WorkerId worker, int slots, long version, Place place) {
        of(worker).steps.add(version, new Step.Offer(slots), place);
    }

    void move(WorkerId worker, SlotMove move, Place place) {
        of(worker).steps.add(move.version(), new Step.Move(move.delta()), place);
    }

    void finish() {
        workers.values().forEach(worker -> worker.steps.finish());
    }

    private Worker of(WorkerId worker) {
        return workers.computeIfAbsent(worker, _ -> new Worker());
    }
}
