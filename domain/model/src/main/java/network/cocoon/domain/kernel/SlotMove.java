package network.cocoon.domain.kernel;

/**
 * One step of a worker's slots, the same mechanism as a lane.
 *
 * @param version the worker's slot version after this step, contiguous from 1 (1 is the first offer)
 * @param delta   +1 when a slot is taken, -1 when it is given back
 */
public record SlotMove(long version, int delta) {

    public SlotMove {
        if (version < 1 || (delta != 1 && delta != -1)) {
            throw new IllegalArgumentException("a slot move is one slot taken or given back");
        }
    }
}
