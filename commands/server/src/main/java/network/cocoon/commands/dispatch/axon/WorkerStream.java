package network.cocoon.commands.dispatch.axon;

import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.worker.WorkerCommand;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.domain.worker.WorkerState;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

@AggregateRoot(type = StreamKinds.WORKER)
final class WorkerStream extends DecidedStream<WorkerCommand, WorkerState, WorkerEvent> {

    WorkerStream(Decider<WorkerCommand, WorkerState, WorkerEvent> decider, String id, WorkerState state) {
        super(decider, id, state);
    }

    @CommandHandler(commandName = StreamKinds.WORKER)
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(WorkerCommand command) {
        return decide(command);
    }

    @EventSourcingHandler
    void on(WorkerEvent event) {
        fold(event);
    }
}
