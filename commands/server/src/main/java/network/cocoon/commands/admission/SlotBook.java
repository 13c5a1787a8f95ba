package network.cocoon.commands.admission;

import java.util.Optional;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many requests each worker may run and runs. All methods need the caller's transaction, in which the event with the
 * same move is appended.
 */
@Component
public class SlotBook {

    private final JdbcClient jdbc;

    SlotBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Sets how many slots a worker has. Those in use stay in use, also where they are more than the new number.
     *
     * @return the slot version that the offer's event must state
     */
    public long resize(WorkerId worker, int slots) {
        InTransaction.require();
        return jdbc.sql("""
                INSERT INTO worker_slot (worker, slots, in_use, version) VALUES (:worker, :slots, 0, 1)
                ON CONFLICT (worker) DO UPDATE SET slots = EXCLUDED.slots, version = worker_slot.version + 1
                RETURNING version""")
                .param("worker", worker.value())
                .param("slots", slots)
                .query(Long.class)
                .single();
    }

    /** Takes a slot, or nothing where none is free. */
    public Optional<SlotMove> take(WorkerId worker) {
        InTransaction.require();
        return jdbc.sql("""
                UPDATE worker_slot SET in_use = in_use + 1, version = version + 1
                WHERE worker = :worker AND in_use < slots
                RETURNING version""")
                .param("worker", worker.value())
                .query(Long.class)
                .optional()
                .map(version -> new SlotMove(version, 1));
    }

    /**
     * Locks a worker's slots.
     *
     * @return the version they will have after the next move
     */
    public long lockVersion(WorkerId worker) {
        InTransaction.require();
        return jdbc.sql("SELECT version FROM worker_slot WHERE worker = :worker FOR UPDATE")
                        .param("worker", worker.value())
                        .query(Long.class)
                        .single()
                + 1;
    }

    /**
     * Carries out a move that an accepted event states.
     *
     * @throws IllegalStateException where it is not the next version, or would leave less than none in use
     */
    public void apply(WorkerId worker, SlotMove move) {
        InTransaction.require();
        int rows = jdbc.sql("""
                UPDATE worker_slot SET version = :version, in_use = in_use + :delta
                WHERE worker = :worker AND version = :version - 1 AND in_use + :delta >= 0""")
                .param("worker", worker.value())
                .param("version", move.version())
                .param("delta", move.delta())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("slots of " + worker + " cannot take version " + move.version());
        }
    }

    /** Folds one finished request's time into the worker's smoothed average: the arithmetic mean at first, then 1 in 16. */
    public void recordTime(WorkerId worker, long millis) {
        InTransaction.require();
        jdbc.sql("""
                UPDATE worker_slot SET samples = samples + 1,
                    average_millis = average_millis + (:millis - average_millis) / least(samples + 1, 16)
                WHERE worker = :worker""")
                .param("worker", worker.value())
                .param("millis", Math.clamp(millis, 0, 3_600_000))
                .update();
    }
}
