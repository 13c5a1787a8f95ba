package network.cocoon.commands.simulation;

import java.time.Duration;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.admission.MemoryLaneBook;
import network.cocoon.commands.admission.MemorySlotBook;
import network.cocoon.commands.admission.MemoryWindowBook;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.BlobTable;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.inflight.MemoryBlobTable;
import network.cocoon.commands.inflight.MemoryHeadTable;
import network.cocoon.commands.inflight.MemoryRequestTable;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Log;
import network.cocoon.commands.memory.MemoryTransactions;
import network.cocoon.commands.memory.Scheduling;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.scheduling.MemoryWorkerBoard;

/**
 * The one database of a run, and every port on it.
 *
 * @param log dispatcher and state reader too
 */
record Store(
        Database database,
        Tables tables,
        Transactions transactions,
        Log log,
        LaneBook lanes,
        SlotBook slots,
        WindowBook windows,
        HeadTable heads,
        RequestTable requests,
        BlobTable blobs,
        MemoryWorkerBoard board) {

    static Store open(Scheduling scheduling, String networkId, Duration lostAfter, Mutation mutation) {
        var database = new Database(scheduling);
        var tables = new Tables(database);
        return new Store(
                database,
                tables,
                new MemoryTransactions(database),
                new Log(database, networkId),
                lanes(database, tables, mutation),
                slots(database, tables, mutation),
                mutation == Mutation.WINDOW_IGNORED
                        ? new FaultyBooks.NoWindow(database, tables)
                        : new MemoryWindowBook(database, tables),
                mutation == Mutation.BEGINNINGS_NOT_NOTED
                        ? new FaultyBooks.NoBeginnings(database, tables)
                        : new MemoryHeadTable(database, tables),
                new MemoryRequestTable(database, tables),
                new MemoryBlobTable(database, tables),
                new MemoryWorkerBoard(database, tables, lostAfter));
    }

    private static LaneBook lanes(Database database, Tables tables, Mutation mutation) {
        return switch (mutation) {
            case LANE_RELEASED_TWICE -> new FaultyBooks.LanesReleasedTwice(database, tables);
            case LANE_WITHOUT_LOCK -> new FaultyBooks.LanesWithoutLock(database, tables);
            case ACCOUNTS_NOT_LOCKED -> new FaultyBooks.LanesNeverWhole(database, tables);
            default -> new MemoryLaneBook(database, tables);
        };
    }

    private static SlotBook slots(Database database, Tables tables, Mutation mutation) {
        return mutation == Mutation.SLOT_RELEASED_TWICE
                ? new FaultyBooks.SlotsReleasedTwice(database, tables)
                : new MemorySlotBook(database, tables);
    }
}
