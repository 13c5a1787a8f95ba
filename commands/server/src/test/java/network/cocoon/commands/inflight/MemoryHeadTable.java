package network.cocoon.commands.inflight;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.kernel.RequestId;

/** {@link HeadTable} in memory. */
public final class MemoryHeadTable implements HeadTable {

    private final Database database;
    private final Tables tables;

    public MemoryHeadTable(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public void raise(Collection<HeadRow> heads) {
        if (heads.isEmpty()) {
            return;
        }
        database.statement("heads raise", () -> {
            heads.stream()
                    .sorted(Comparator.comparing(head -> head.request().value()))
                    .forEach(head -> {
                        Optional<HeadRow> before = tables.heads.lock(head.request());
                        if (before.isEmpty() || head.beyond(before.get())) {
                            tables.heads.put(head.request(), head);
                        }
                    });
            return true;
        });
    }

    @Override
    public Optional<HeadRow> find(RequestId request) {
        return database.statement("head find", () -> tables.heads.find(request));
    }
}
