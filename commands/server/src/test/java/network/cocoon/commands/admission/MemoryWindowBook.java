package network.cocoon.commands.admission;

import java.time.Instant;
import java.util.List;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;

/** {@link WindowBook} in memory. Two whole answers are enough for it, so that schedules have windows of both kinds. */
public class MemoryWindowBook implements WindowBook {

    private final Database database;
    private final Tables tables;

    public MemoryWindowBook(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    /** Whether the account may have {@link WindowBook#EARNED} frames; once true, it stays so. */
    public static boolean proven(Tables tables, AccountId account) {
        return tables.requests
                        .all()
                        .filter(row -> row.account().equals(account) && row.state() == State.COMPLETED)
                        .count()
                >= 2;
    }

    @Override
    public int window(AccountId account, Instant at) {
        return database.statement("window", () -> {
            long left = tables.windows
                    .all()
                    .filter(row -> row.account().equals(account) && row.at().isAfter(at.minus(REMEMBERED)))
                    .count();
            return WindowBook.frames(left, proven(tables, account) ? PROVEN : 0);
        });
    }

    @Override
    public void left(AccountId account, RequestId request, Instant at) {
        database.within(
                "window left", () -> tables.windows.insert(request, new Tables.WindowRow(account, request, at)));
    }

    @Override
    public void whole(AccountId account, Instant at) {
        // The table of requests says so, and takes it back where the transaction fails.
    }

    @Override
    public void sweep(Instant now) {
        database.statement("window sweep", () -> {
            List<RequestId> old = tables.windows
                    .all()
                    .filter(row -> !row.at().isAfter(now.minus(REMEMBERED)))
                    .map(Tables.WindowRow::request)
                    .toList();
            old.forEach(tables.windows::delete);
            return true;
        });
    }
}
