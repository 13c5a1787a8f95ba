package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.memory.Tables.SlotRow;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.eventstore.Together;
import network.cocoon.eventstore.Writes;

/** {@link SlotBook} in memory. */
public class MemorySlotBook implements SlotBook {

    private static final int MOST_MILLIS = 3_600_000;
    private static final int MEMORY = 16;

    private final Database database;
    private final Tables tables;

    public MemorySlotBook(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public long resize(WorkerId worker, int slots) {
        return database.within("slot resize", () -> {
            SlotRow before = tables.slots.lock(worker).orElse(SlotRow.NONE);
            long version = before.version() + 1;
            tables.slots.put(worker, before.resized(slots));
            return version;
        });
    }

    @Override
    public Optional<SlotMove> take(WorkerId worker) {
        return database.within("slot take", () -> tables.slots
                .find(worker)
                .filter(seen -> seen.inUse() < seen.slots())
                .flatMap(_ -> lockFor(worker))
                .filter(row -> row.inUse() < row.slots())
                .map(row -> {
                    move(worker, row, 1);
                    return new SlotMove(row.version() + 1, 1);
                }));
    }

    /** The first of a transaction of several orders is waited for; the others are not. */
    private Optional<SlotRow> lockFor(WorkerId worker) {
        Optional<Held> held = Together.current().map(it -> it.part(Held.class, Held::new));
        boolean wait = held.map(it -> it.workers.isEmpty() || it.workers.contains(worker))
                .orElse(true);
        Optional<SlotRow> row = wait ? tables.slots.lock(worker) : tables.slots.lockFirst(Stream.of(worker), _ -> true);
        row.ifPresent(_ -> held.ifPresent(it -> it.workers.add(worker)));
        return row;
    }

    private static final class Held implements Together.Part {
        private final Set<WorkerId> workers = new HashSet<>();

        @Override
        public void flush(Writes writes) {}
    }

    @Override
    public void lockAll(Collection<WorkerId> workers) {
        workers.stream()
                .sorted(Comparator.comparing(WorkerId::value))
                .forEach(worker -> database.within("slot lock", () -> tables.slots.lock(worker)));
    }

    @Override
    public long lockVersion(WorkerId worker) {
        return database.within(
                "slot lock", () -> tables.slots.lock(worker).orElseThrow().version() + 1);
    }

    @Override
    public void apply(WorkerId worker, SlotMove move) {
        database.within("slot apply", () -> {
            Optional<SlotRow> row = tables.slots.lock(worker);
            if (row.isEmpty()
                    || row.get().version() != move.version() - 1
                    || row.get().inUse() + move.delta() < 0) {
                throw new IllegalStateException("slots of " + worker + " cannot take version " + move.version());
            }
            move(worker, row.get(), move.delta());
            return true;
        });
    }

    private void move(WorkerId worker, SlotRow row, int delta) {
        tables.slots.put(worker, row.moved(delta));
    }

    @Override
    public void apply(WorkerId worker, SlotMove move, long millis) {
        apply(worker, move);
        database.within("slot time", () -> {
            tables.slots.lock(worker).ifPresent(row -> {
                long time = Math.clamp(millis, 0, MOST_MILLIS);
                long average = row.averageMillis() + (time - row.averageMillis()) / Math.min(row.samples() + 1, MEMORY);
                tables.slots.put(worker, row.timed(average));
            });
            return true;
        });
    }

    @Override
    public void recordFault(WorkerId worker, Instant at) {
        database.within("slot fault", () -> {
            tables.slots.lock(worker).ifPresent(row -> {
                long fade = FAULTS_FADE.toMillis();
                Instant before = row.faultedAt();
                long since = before == null ? 0 : Duration.between(before, at).toMillis();
                long left = before == null ? 0 : row.faults() * Math.max(0, fade - since) / fade;
                tables.slots.put(
                        worker,
                        new SlotRow(
                                row.slots(),
                                row.inUse(),
                                row.version(),
                                row.samples(),
                                row.averageMillis(),
                                Math.min(MOST_FAULTS, 1000 + left),
                                at));
            });
            return true;
        });
    }
}
