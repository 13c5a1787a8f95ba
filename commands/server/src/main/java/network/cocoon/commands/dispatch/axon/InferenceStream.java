package network.cocoon.commands.dispatch.axon;

import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.domain.inference.InferenceCommand;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceState;
import network.cocoon.domain.kernel.Decider;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

@AggregateRoot(type = StreamKinds.INFERENCE)
final class InferenceStream extends DecidedStream<InferenceCommand, InferenceState, InferenceEvent> {

    InferenceStream(
            Decider<InferenceCommand, InferenceState, InferenceEvent> decider, String id, InferenceState state) {
        super(decider, id, state);
    }

    @CommandHandler(commandName = StreamKinds.INFERENCE)
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(InferenceCommand command) {
        return decide(command);
    }

    @EventSourcingHandler
    void on(InferenceEvent event) {
        fold(event);
    }
}
