package network.cocoon.commands.workers;

import java.time.InstantSource;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.memory.Database;
import network.cocoon.commands.memory.Log;
import network.cocoon.commands.memory.Tables;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.wire.api.WorkerApi.OfferModel;

/** What the server knows of workers, on given ports. */
public final class WorkerParts {

    private final MemoryWorkerTable table;
    private final WorkerOrders orders;
    private final Offers offers;
    private final LivenessWatch liveness;
    private final Transactions transactions;
    private final InstantSource clock;

    public WorkerParts(
            Database database,
            Tables tables,
            Transactions transactions,
            SlotBook slots,
            Log log,
            CocoonSettings settings,
            InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
        table = new MemoryWorkerTable(database, tables);
        orders = new WorkerOrders(log, transactions, log, table, clock);
        offers = new Offers(orders, log, slots, table, transactions, clock);
        liveness = new LivenessWatch(table, orders, settings, clock);
    }

    public void register(WorkerCommand.Register command, ProviderId provider) {
        transactions.run(() -> {
            table.register(command.worker(), provider);
            orders.byServer(command);
        });
    }

    /** What stands at the end of judging evidence: the verdict itself is not simulated. */
    public void attested(WorkerCommand.RecordAttestation command) {
        transactions.run(() -> {
            orders.byWorker(command);
            table.key(command, orders.enrolled(command.worker()).provider());
        });
    }

    public void offer(WorkerId worker, OfferModel order) {
        offers.offer(worker, order);
    }

    public void seen(WorkerId worker) {
        table.seen(worker, clock.instant());
    }

    public void look() {
        liveness.look();
    }
}
