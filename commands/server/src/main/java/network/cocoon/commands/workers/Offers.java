package network.cocoon.commands.workers;

import java.time.InstantSource;
import network.cocoon.commands.admission.SlotBook;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.registry.RegistryRefusal;
import network.cocoon.domain.registry.RegistryState.ListedModel;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerRefusal;
import network.cocoon.domain.worker.WorkerState.Offer;
import network.cocoon.wire.api.WorkerApi.OfferModel;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.stereotype.Service;

/** What a worker runs, for how much, and how many at once. */
@Service
class Offers {

    private final WorkerOrders orders;
    private final StateReader states;
    private final SlotBook slots;
    private final WorkerTable table;
    private final Transactions transactions;
    private final InstantSource clock;

    Offers(
            WorkerOrders orders,
            StateReader states,
            SlotBook slots,
            WorkerTable table,
            Transactions transactions,
            InstantSource clock) {
        this.orders = orders;
        this.states = states;
        this.slots = slots;
        this.table = table;
        this.transactions = transactions;
        this.clock = clock;
    }

    void offer(WorkerId worker, OfferModel order) {
        ListedModel listed = states.registry().models().get(order.model());
        if (listed == null) {
            throw new RefusedException(RegistryRefusal.MODEL_NOT_LISTED, "the operator does not list this model");
        }
        if (!listed.digest().equals(order.modelDigest())) {
            throw new RefusedException(
                    WorkerRefusal.MODEL_NOT_ATTESTED, "the operator lists this model with other files");
        }
        var wanted = new Offer(order.model(), order.modelDigest(), order.coefficient(), order.slots());
        if (wanted.equals(orders.enrolled(worker).offers().get(order.model()))) {
            return;
        }
        if (order.slots() < 1) {
            throw new RefusedException(WorkerRefusal.INVALID_OFFER, "a worker has at least one slot");
        }
        transactions.run(() -> {
            // The slots' row before the stream: the order of locks that everybody keeps.
            var command = new WorkerCommand.OfferModel(
                    worker,
                    order.model(),
                    order.modelDigest(),
                    order.coefficient(),
                    order.slots(),
                    slots.resize(worker, order.slots()),
                    clock.instant());
            if (orders.byWorker(command) instanceof Outcome.AlreadyDone) {
                // The same offer was made at the same moment; its slot version stands, this one must not.
                throw new ConcurrencyException("the offer was made meanwhile");
            }
            table.offer(command);
        });
    }
}
