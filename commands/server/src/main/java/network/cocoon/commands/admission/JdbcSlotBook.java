package network.cocoon.commands.admission;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.commands.admission.SlotsTogether.Slots;
import network.cocoon.commands.dispatch.NotTogetherException;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.eventstore.Together;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link SlotBook} in PostgreSQL. */
@Component
class JdbcSlotBook implements SlotBook {

    private static final long MOST_MILLIS = 3_600_000;

    private final JdbcOperations template;
    private final JdbcClient jdbc;

    JdbcSlotBook(JdbcOperations template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    private Optional<SlotsTogether> together() {
        return Together.current().map(it -> it.part(SlotsTogether.class, () -> new SlotsTogether(template)));
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
        Optional<SlotsTogether> together = together();
        if (together.flatMap(it -> it.find(worker)).isPresent()) {
            return together.flatMap(it -> it.take(worker));
        }
        boolean first = together.map(SlotsTogether::mayWait).orElse(true);
        together.ifPresent(SlotsTogether::waited);
        Optional<Slots> taken = jdbc.sql("""
                UPDATE worker_slot SET in_use = in_use + 1, version = version + 1
                WHERE worker = %s AND in_use < slots
                RETURNING *""".formatted(first ? ":worker" : """
                        (SELECT worker FROM worker_slot WHERE worker = :worker FOR UPDATE SKIP LOCKED)"""))
                .param("worker", worker.value())
                .query((row, _) -> Slots.of(row))
                .optional();
        taken.ifPresent(slots -> together.ifPresent(it -> it.hold(worker, slots)));
        return taken.map(slots -> new SlotMove(slots.version(), 1));
    }

    @Override
    public OptionalInt inUse(WorkerId worker) {
        return together().flatMap(it -> it.find(worker)).stream()
                .mapToInt(Slots::inUse)
                .findFirst();
    }

    @Override
    public void lockAll(Collection<WorkerId> workers) {
        InTransaction.require();
        together().ifPresent(together -> jdbc.sql(
                        "SELECT * FROM worker_slot WHERE worker = ANY(:workers) ORDER BY worker FOR UPDATE")
                .param("workers", workers.stream().map(WorkerId::value).toArray(String[]::new))
                .query(row -> {
                    together.hold(new WorkerId(row.getString("worker")), Slots.of(row));
                }));
    }

    @Override
    public long lockVersion(WorkerId worker) {
        InTransaction.require();
        Optional<SlotsTogether> together = together();
        if (together.isPresent()) {
            return together.get()
                            .find(worker)
                            .orElseThrow(() -> new NotTogetherException("slots that were not locked with the others"))
                            .version()
                    + 1;
        }
        return jdbc.sql("SELECT version FROM worker_slot WHERE worker = :worker FOR UPDATE")
                        .param("worker", worker.value())
                        .query(Long.class)
                        .single()
                + 1;
    }

    @Override
    public void apply(WorkerId worker, SlotMove move) {
        InTransaction.require();
        if (together().filter(it -> it.move(worker, move)).isPresent()) {
            return;
        }
        moved(worker, move, jdbc.sql("""
                UPDATE worker_slot SET version = :version, in_use = in_use + :delta
                WHERE worker = :worker AND version = :version - 1 AND in_use + :delta >= 0"""));
    }

    @Override
    public void apply(WorkerId worker, SlotMove move, long millis) {
        InTransaction.require();
        long time = Math.clamp(millis, 0, MOST_MILLIS);
        Optional<SlotsTogether> together = together().filter(it -> it.move(worker, move));
        if (together.isPresent()) {
            together.get().timed(worker, time);
            return;
        }
        moved(worker, move, jdbc.sql("""
                UPDATE worker_slot SET version = :version, in_use = in_use + :delta, samples = samples + 1,
                    average_millis = average_millis + (:millis - average_millis) / least(samples + 1, 16)
                WHERE worker = :worker AND version = :version - 1 AND in_use + :delta >= 0""").param("millis", time));
    }

    private static void moved(WorkerId worker, SlotMove move, JdbcClient.StatementSpec change) {
        int rows = change.param("worker", worker.value())
                .param("version", move.version())
                .param("delta", move.delta())
                .update();
        if (rows != 1) {
            throw SlotBook.cannot(worker, move);
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
