package network.cocoon.commands.admission;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Workers' slots that a transaction of several orders has locked, and what they have become since they were read. */
final class SlotsTogether implements Together.Part {

    private static final int MEMORY = 16;

    private final JdbcOperations jdbc;
    private final TreeMap<String, Held> held = new TreeMap<>();
    private boolean waited;

    SlotsTogether(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** A worker's slots. */
    record Slots(int slots, int inUse, long version, long samples, long averageMillis) {

        /** Of a row of all columns. */
        static Slots of(ResultSet row) throws SQLException {
            return new Slots(
                    row.getInt("slots"),
                    row.getInt("in_use"),
                    row.getLong("version"),
                    row.getLong("samples"),
                    row.getLong("average_millis"));
        }

        Slots moved(SlotMove move) {
            return new Slots(slots, inUse + move.delta(), move.version(), samples, averageMillis);
        }

        /** As {@link SlotBook#apply(WorkerId, SlotMove, long)} has it. */
        Slots timed(long millis) {
            long average = averageMillis + (millis - averageMillis) / Math.min(samples + 1, MEMORY);
            return new Slots(slots, inUse, version, samples + 1, average);
        }
    }

    private static final class Held {
        private Slots slots;
        private boolean moved;

        Held(Slots slots) {
            this.slots = slots;
        }
    }

    /** Whether it may wait for a worker's slots: once, for a row that it waited for stays locked even where none was free. */
    boolean mayWait() {
        return !waited && held.isEmpty();
    }

    void waited() {
        waited = true;
    }

    void hold(WorkerId worker, Slots slots) {
        held.put(worker.value(), new Held(slots));
    }

    Optional<Slots> find(WorkerId worker) {
        return Optional.ofNullable(held.get(worker.value())).map(it -> it.slots);
    }

    /** A slot of a worker whose slots are locked here; empty where none is free. */
    Optional<SlotMove> take(WorkerId worker) {
        return find(worker).filter(slots -> slots.inUse() < slots.slots()).map(slots -> {
            var move = new SlotMove(slots.version() + 1, 1);
            change(worker, slots.moved(move));
            return move;
        });
    }

    /** False where the worker's slots are not locked here. */
    boolean move(WorkerId worker, SlotMove move) {
        Optional<Slots> slots = find(worker);
        if (slots.isEmpty()) {
            return false;
        }
        if (slots.get().version() != move.version() - 1 || slots.get().inUse() + move.delta() < 0) {
            throw SlotBook.cannot(worker, move);
        }
        change(worker, slots.get().moved(move));
        return true;
    }

    void timed(WorkerId worker, long millis) {
        find(worker).ifPresent(slots -> change(worker, slots.timed(millis)));
    }

    private void change(WorkerId worker, Slots slots) {
        var now = new Held(slots);
        now.moved = true;
        held.put(worker.value(), now);
    }

    @Override
    public void flush(Writes writes) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        held.forEach((worker, it) -> {
            if (it.moved) {
                rows.add(new @Nullable Object[] {
                    it.slots.version(), it.slots.inUse(), it.slots.samples(), it.slots.averageMillis(), worker
                });
                it.moved = false;
            }
        });
        writes.add(
                jdbc,
                "UPDATE worker_slot SET version = ?, in_use = ?, samples = ?, average_millis = ? WHERE worker = ?",
                rows);
    }
}
