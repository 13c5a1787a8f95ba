package network.cocoon.commands.dispatch.axon;

import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.domain.account.AccountCommand;
import network.cocoon.domain.account.AccountEvent;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.kernel.Decider;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;

@AggregateRoot(type = StreamKinds.ACCOUNT)
final class AccountStream extends DecidedStream<AccountCommand, AccountState, AccountEvent> {

    AccountStream(Decider<AccountCommand, AccountState, AccountEvent> decider, String id, AccountState state) {
        super(decider, id, state);
    }

    @CommandHandler(commandName = StreamKinds.ACCOUNT)
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Outcome handle(AccountCommand command) {
        return decide(command);
    }

    @EventSourcingHandler
    void on(AccountEvent event) {
        fold(event);
    }
}
