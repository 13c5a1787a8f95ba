package network.cocoon.commands.dispatch.axon;

import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.registry.RegistryCommand;
import network.cocoon.domain.registry.RegistryEvent;
import network.cocoon.domain.registry.RegistryState;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

@AggregateRoot(type = StreamKinds.REGISTRY)
final class RegistryStream extends DecidedStream<RegistryCommand, RegistryState, RegistryEvent> {

    RegistryStream(Decider<RegistryCommand, RegistryState, RegistryEvent> decider, String id, RegistryState state) {
        super(decider, id, state);
    }

    @CommandHandler(commandName = StreamKinds.REGISTRY)
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(RegistryCommand command) {
        return decide(command);
    }

    @EventSourcingHandler
    void on(RegistryEvent event) {
        fold(event);
    }
}
