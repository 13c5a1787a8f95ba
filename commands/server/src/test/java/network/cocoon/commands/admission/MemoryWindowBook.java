package network.cocoon.commands.admission;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.domain.inference.Candidate;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.State;

/** {@link WindowBook} in memory. What was paid counts ten times, so that schedules have windows of all kinds. */
public class MemoryWindowBook implements WindowBook {

    private final Database database;
    private final Tables tables;

    public MemoryWindowBook(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    /** So many times an answer's greatest cost the account has paid the provider. */
    static final int GENEROUS = WindowBook.PROVEN;

    /** What the rule allows now; more, as time goes by, unless an answer is broken off. */
    public static int allowed(Tables tables, Asked asked, Instant since, Instant before) {
        long left = tables.windows
                .all()
                .filter(row -> row.account().equals(asked.account())
                        && row.at().isAfter(since)
                        && row.at().isBefore(before))
                .count();
        long paid = tables.requests
                .all()
                .filter(row -> row.account().equals(asked.account())
                        && row.state() == State.COMPLETED
                        && provider(row).filter(asked.provider()::equals).isPresent())
                .mapToLong(row -> row.cost() == null ? 0 : row.cost().value())
                .sum();
        return WindowBook.frames(left, Nanoton.of(GENEROUS * paid), asked.maxCost());
    }

    /** Of the worker that has it or had it last. */
    public static Optional<ProviderId> provider(RequestRow row) {
        return row.candidates().stream()
                .filter(candidate -> candidate.worker().equals(row.worker()))
                .map(Candidate::provider)
                .findAny();
    }

    @Override
    public int window(Asked asked, Instant at) {
        return database.statement("window", () -> allowed(tables, asked, at.minus(REMEMBERED), Instant.MAX));
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
