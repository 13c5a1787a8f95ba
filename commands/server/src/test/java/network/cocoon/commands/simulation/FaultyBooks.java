package network.cocoon.commands.simulation;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.admission.MemoryLaneBook;
import network.cocoon.commands.admission.MemorySlotBook;
import network.cocoon.commands.admission.MemoryWindowBook;
import network.cocoon.commands.inflight.MemoryHeadTable;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.LaneMove;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;

/** Books with a fault each. */
final class FaultyBooks {

    private FaultyBooks() {}

    static final class LanesReleasedTwice extends MemoryLaneBook {
        private final Tables tables;

        LanesReleasedTwice(Database database, Tables tables) {
            super(database, tables);
            this.tables = tables;
        }

        @Override
        public void apply(AccountId account, List<LaneMove> moves) {
            super.apply(account, moves);
            if (moves.size() == 1 && moves.getFirst().delta() > 0) {
                LaneMove move = moves.getFirst();
                var key = new Tables.LaneKey(account, move.lane());
                LaneState lane = tables.lanes.find(key).orElseThrow();
                tables.lanes.put(
                        key,
                        new LaneState(
                                lane.lane(),
                                lane.version(),
                                Nanoton.of(lane.free().value() + move.delta())));
            }
        }
    }

    static final class LanesWithoutLock extends MemoryLaneBook {
        private final Database database;
        private final Tables tables;

        LanesWithoutLock(Database database, Tables tables) {
            super(database, tables);
            this.database = database;
            this.tables = tables;
        }

        @Override
        public Optional<LaneMove> reserve(AccountId account, RequestId request, Nanoton amount) {
            for (LaneState lane : read(account)) {
                if (lane.free().compareTo(amount) >= 0) {
                    // Anything may happen between the look and the write.
                    return database.within("lane write", () -> {
                        long version = lane.version() + 1;
                        tables.lanes.put(
                                new Tables.LaneKey(account, lane.lane()),
                                new LaneState(
                                        lane.lane(),
                                        version,
                                        Nanoton.of(lane.free().value() - amount.value())));
                        return Optional.of(new LaneMove(lane.lane(), version, -amount.value()));
                    });
                }
            }
            return Optional.empty();
        }
    }

    static final class LanesNeverWhole extends MemoryLaneBook {
        LanesNeverWhole(Database database, Tables tables) {
            super(database, tables);
        }

        @Override
        public void lockWhole(Collection<AccountId> accounts) {}
    }

    static final class SlotsReleasedTwice extends MemorySlotBook {
        private final Tables tables;

        SlotsReleasedTwice(Database database, Tables tables) {
            super(database, tables);
            this.tables = tables;
        }

        @Override
        public void apply(WorkerId worker, SlotMove move) {
            super.apply(worker, move);
            Tables.SlotRow row = tables.slots.find(worker).orElseThrow();
            if (move.delta() < 0 && row.inUse() > 0) {
                tables.slots.put(
                        worker,
                        new Tables.SlotRow(
                                row.slots(),
                                row.inUse() - 1,
                                row.version(),
                                row.samples(),
                                row.averageMillis(),
                                0,
                                null));
            }
        }
    }

    static final class NoWindow extends MemoryWindowBook {
        NoWindow(Database database, Tables tables) {
            super(database, tables);
        }

        @Override
        public int window(Asked asked, Instant at) {
            return Head.MAX_WINDOW;
        }
    }

    static final class NoBeginnings extends MemoryHeadTable {

        NoBeginnings(Database database, Tables tables) {
            super(database, tables);
        }

        @Override
        public boolean begun(RequestId request, int attempt) {
            return false;
        }
    }
}
