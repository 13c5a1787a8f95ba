package network.cocoon.commands.workers;

import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.memory.Tables.LiveRow;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerStatus;

/** {@link WorkerTable} in memory. */
public final class MemoryWorkerTable implements WorkerTable {

    private static final int MOST = 100;

    private final Database database;
    private final Tables tables;

    public MemoryWorkerTable(Database database, Tables tables) {
        this.database = database;
        this.tables = tables;
    }

    @Override
    public void register(WorkerId worker, ProviderId provider) {
        database.statement("worker register", () -> {
            tables.workers.insert(worker, new LiveRow(worker, provider, WorkerStatus.REGISTERED, null));
            return true;
        });
    }

    @Override
    public void status(WorkerId worker, WorkerStatus status) {
        change(worker, row -> new LiveRow(worker, row.provider(), status, row.lastSeen()));
    }

    @Override
    public void seen(WorkerId worker, Instant at) {
        change(
                worker,
                row -> row.lastSeen() == null || row.lastSeen().isBefore(at)
                        ? new LiveRow(worker, row.provider(), row.status(), at)
                        : row);
    }

    private void change(WorkerId worker, UnaryOperator<LiveRow> change) {
        database.statement("worker change", () -> {
            tables.workers.lock(worker).ifPresent(row -> tables.workers.put(worker, change.apply(row)));
            return true;
        });
    }

    @Override
    public void key(WorkerCommand.RecordAttestation attested, ProviderId provider) {
        database.statement("worker key", () -> {
            tables.keys.insert(attested.key(), new Tables.KeyRow(attested, provider));
            return true;
        });
    }

    @Override
    public void offer(WorkerCommand.OfferModel offer) {
        database.statement("worker offer", () -> {
            tables.offers.put(new Tables.OfferKey(offer.worker(), offer.model()), offer);
            return true;
        });
    }

    @Override
    public List<Silent> activeButSilent(Instant since) {
        return database.statement("silent workers", () -> tables.workers
                .all()
                .filter(row -> row.status() == WorkerStatus.ACTIVE
                        && row.lastSeen() != null
                        && row.lastSeen().isBefore(since))
                .map(row -> new Silent(row.worker(), java.util.Objects.requireNonNull(row.lastSeen())))
                .limit(MOST)
                .toList());
    }

    @Override
    public List<WorkerId> lostButSeen(Instant since) {
        return database.statement("lost workers", () -> tables.workers
                .all()
                .filter(row -> row.status() == WorkerStatus.LOST
                        && row.lastSeen() != null
                        && !row.lastSeen().isBefore(since))
                .map(LiveRow::worker)
                .limit(MOST)
                .toList());
    }

    @Override
    public boolean hasSimulatedKeys() {
        return database.statement(
                "simulated keys",
                () -> tables.keys.all().anyMatch(key -> key.attested().trust() == TrustClass.SIMULATED));
    }
}
