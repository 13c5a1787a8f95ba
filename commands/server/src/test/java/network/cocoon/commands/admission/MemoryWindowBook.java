package network.cocoon.commands.admission;

import java.time.Instant;
import java.util.List;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.RequestId;

/** {@link WindowBook} in memory. */
public class MemoryWindowBook implements WindowBook {

    private final Database database;
    private final Tables tables;

    public MemoryWindowBook(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public int window(AccountId account, Instant at) {
        return database.statement("window", () -> {
            long left = tables.windows
                    .all()
                    .filter(row -> row.account().equals(account) && row.at().isAfter(at.minus(REMEMBERED)))
                    .count();
            return left >= OFTEN ? 1 : Head.DEFAULT_WINDOW;
        });
    }

    @Override
    public void left(AccountId account, RequestId request, Instant at) {
        database.within(
                "window left", () -> tables.windows.insert(request, new Tables.WindowRow(account, request, at)));
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
