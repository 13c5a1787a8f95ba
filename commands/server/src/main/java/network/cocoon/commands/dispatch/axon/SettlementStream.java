package network.cocoon.commands.dispatch.axon;

import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementEvent;
import network.cocoon.domain.settlement.SettlementState;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

@AggregateRoot(type = StreamKinds.SETTLEMENT)
final class SettlementStream extends DecidedStream<SettlementCommand, SettlementState, SettlementEvent> {

    SettlementStream(
            Decider<SettlementCommand, SettlementState, SettlementEvent> decider, String id, SettlementState state) {
        super(decider, id, state);
    }

    @CommandHandler(commandName = StreamKinds.SETTLEMENT)
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(SettlementCommand command) {
        return decide(command);
    }

    @EventSourcingHandler
    void on(SettlementEvent event) {
        fold(event);
    }
}
