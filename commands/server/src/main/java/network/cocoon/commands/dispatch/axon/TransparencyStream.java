package network.cocoon.commands.dispatch.axon;

import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.transparency.TransparencyCommand;
import network.cocoon.domain.transparency.TransparencyEvent;
import network.cocoon.domain.transparency.TransparencyState;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

@AggregateRoot(type = StreamKinds.TRANSPARENCY)
final class TransparencyStream extends DecidedStream<TransparencyCommand, TransparencyState, TransparencyEvent> {

    TransparencyStream(
            Decider<TransparencyCommand, TransparencyState, TransparencyEvent> decider,
            String id,
            TransparencyState state) {
        super(decider, id, state);
    }

    @CommandHandler(commandName = StreamKinds.TRANSPARENCY)
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(TransparencyCommand command) {
        return decide(command);
    }

    @EventSourcingHandler
    void on(TransparencyEvent event) {
        fold(event);
    }
}
