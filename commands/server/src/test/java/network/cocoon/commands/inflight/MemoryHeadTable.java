package network.cocoon.commands.inflight;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;

/** {@link HeadTable} in memory. */
public class MemoryHeadTable implements HeadTable {

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

    @Override
    public Set<RequestId> begin(Map<RequestId, Integer> attempts) {
        return database.statement("answers begin", () -> {
            Set<RequestId> running = new TreeSet<>(Comparator.comparing(RequestId::value));
            attempts.forEach((request, attempt) -> tables.requests
                    .lock(request)
                    .filter(row -> row.state() == State.ASSIGNED && row.attempt() == attempt)
                    .ifPresent(row -> {
                        tables.begun.put(request, attempt);
                        running.add(request);
                    }));
            return running;
        });
    }

    @Override
    public boolean begun(RequestId request, int attempt) {
        return database.statement(
                "answer begun",
                () -> tables.begun.find(request).filter(it -> it >= attempt).isPresent());
    }
}
