package network.cocoon.commands.admission;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link SlotBook} in PostgreSQL. */
@Component
class JdbcSlotBook implements SlotBook {

    private final JdbcClient jdbc;

    JdbcSlotBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
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

    @Override
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

    @Override
    public long lockVersion(WorkerId worker) {
        InTransaction.require();
        return jdbc.sql("SELECT version FROM worker_slot WHERE worker = :worker FOR UPDATE")
                        .param("worker", worker.value())
                        .query(Long.class)
                        .single()
                + 1;
    }

    @Override
    public void apply(WorkerId worker, SlotMove move) {
        InTransaction.require();
        moved(worker, move, jdbc.sql("""
                UPDATE worker_slot SET version = :version, in_use = in_use + :delta
                WHERE worker = :worker AND version = :version - 1 AND in_use + :delta >= 0"""));
    }

    @Override
    public void apply(WorkerId worker, SlotMove move, long millis) {
        InTransaction.require();
        moved(worker, move, jdbc.sql("""
                UPDATE worker_slot SET version = :version, in_use = in_use + :delta, samples = samples + 1,
                    average_millis = average_millis + (:millis - average_millis) / least(samples + 1, 16)
                WHERE worker = :worker AND version = :version - 1 AND in_use + :delta >= 0""").param("millis", Math.clamp(millis, 0, 3_600_000)));
    }

    private static void moved(WorkerId worker, SlotMove move, JdbcClient.StatementSpec change) {
        int rows = change.param("worker", worker.value())
                .param("version", move.version())
                .param("delta", move.delta())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("slots of " + worker + " cannot take version " + move.version());
        }
    }

    @Override
    public void recordFault(WorkerId worker, Instant at) {
        InTransaction.require();
        jdbc.sql("""
                UPDATE worker_slot SET faulted_at = :at, faults = least(:most, 1000 + coalesce(
                    faults * greatest(0, :fade - (extract(epoch FROM (:at - faulted_at)) * 1000)::bigint) / :fade, 0))
                WHERE worker = :worker""")
                .param("worker", worker.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("most", MOST_FAULTS)
                .param("fade", FAULTS_FADE.toMillis())
                .update();
    }
}
