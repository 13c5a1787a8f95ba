package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;

/**
 * How many requests each worker may run and runs. All methods need the caller's transaction, in which the event with the
 * same move is appended.
 */
public interface SlotBook {

    /**
     * Sets how many slots a worker has. Those in use stay in use, also where they are more than the new number.
     *
     * @return the slot version that the offer's event must state
     */
    long resize(WorkerId worker, int slots);

    /**
     * Takes a slot, or nothing where none is free. A transaction of several orders waits for the slots of one worker only,
     * and passes over others' that somebody else has.
     */
    Optional<SlotMove> take(WorkerId worker);

    /** How many a transaction of several orders has made of the slots in use, where it has locked them. */
    default OptionalInt inUse(WorkerId worker) {
        return OptionalInt.empty();
    }

    /** Locks several workers' slots, in order of their ids, for a transaction of several orders. */
    void lockAll(Collection<WorkerId> workers);

    /** That a move is not the next, or one too many. */
    static IllegalStateException cannot(WorkerId worker, SlotMove move) {
        return new IllegalStateException("slots of " + worker + " cannot take version " + move.version());
    }

    /**
     * Locks a worker's slots.
     *
     * @return the version they will have after the next move
     */
    long lockVersion(WorkerId worker);

    /**
     * Carries out a move that an accepted event states.
     *
     * @throws IllegalStateException where it is not the next version, or would leave less than none in use
     */
    void apply(WorkerId worker, SlotMove move);

    /**
     * As {@link #apply(WorkerId, SlotMove)}, and folds one finished request's time into the worker's smoothed average: the
     * arithmetic mean at first, then 1 in 16.
     */
    void apply(WorkerId worker, SlotMove move, long millis);

    /** How long a failure counts against its worker, less and less. */
    Duration FAULTS_FADE = Duration.ofMinutes(10);

    /** The most that is counted, in thousandths of a failure: no worker is shut out for ever. */
    int MOST_FAULTS = 8_000;

    /** Counts one more failure at the worker's fault. */
    void recordFault(WorkerId worker, Instant at);
}
