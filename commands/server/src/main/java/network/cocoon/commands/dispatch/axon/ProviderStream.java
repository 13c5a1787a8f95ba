package network.cocoon.commands.dispatch.axon;

import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.provider.ProviderCommand;
import network.cocoon.domain.provider.ProviderEvent;
import network.cocoon.domain.provider.ProviderState;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

@AggregateRoot(type = StreamKinds.PROVIDER)
final class ProviderStream extends DecidedStream<ProviderCommand, ProviderState, ProviderEvent> {

    ProviderStream(Decider<ProviderCommand, ProviderState, ProviderEvent> decider, String id, ProviderState state) {
        super(decider, id, state);
    }

    @CommandHandler(commandName = StreamKinds.PROVIDER)
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(ProviderCommand command) {
        return decide(command);
    }

    @EventSourcingHandler
    void on(ProviderEvent event) {
        fold(event);
    }
}
