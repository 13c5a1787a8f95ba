package network.cocoon.commands.workers;

import java.time.InstantSource;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerRefusal;
import network.cocoon.domain.worker.WorkerState;
import org.springframework.stereotype.Service;

/** Dispatches a worker's command and lets its row follow the stream's status, in one transaction. */
@Service
public class WorkerOrders {

    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final StateReader states;
    private final WorkerTable table;
    private final InstantSource clock;

    WorkerOrders(
            Dispatcher dispatcher,
            Transactions transactions,
            StateReader states,
            WorkerTable table,
            InstantSource clock) {
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.states = states;
        this.table = table;
        this.clock = clock;
    }

    /** Carries out an order of the worker itself. */
    Outcome byWorker(WorkerCommand command) {
        return transactions.run(() -> {
            Outcome outcome = byServer(command);
            table.seen(command.worker(), clock.instant());
            return outcome;
        });
    }

    /** Carries out an order of this server, or of the operator. */
    public Outcome byServer(WorkerCommand command) {
        return transactions.run(() -> {
            Outcome outcome = dispatcher.dispatch(command);
            table.status(command.worker(), enrolled(command.worker()).status());
            return outcome;
        });
    }

    WorkerState.Enrolled enrolled(WorkerId worker) {
        return switch (states.worker(worker)) {
            case WorkerState.Absent _ -> throw new RefusedException(WorkerRefusal.WORKER_UNKNOWN, "no such worker");
            case WorkerState.Enrolled enrolled -> enrolled;
        };
    }
}
