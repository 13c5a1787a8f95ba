package network.cocoon.commands.dispatch.axon;

import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import network.cocoon.commands.dispatch.ClockWatch;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.eventstore.LogStorageEngine;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.GenericMessage;
import org.jspecify.annotations.Nullable;

/** The command bus runs a command on the caller's thread, so the caller's transaction is the command's. */
final class AxonDispatcher implements Dispatcher {

    private final CommandBus bus;
    private final Transactions transactions;
    private final StreamKinds kinds;
    private final ClockWatch clock;
    private final LogStorageEngine log;

    AxonDispatcher(
            CommandBus bus, Transactions transactions, StreamKinds kinds, ClockWatch clock, LogStorageEngine log) {
        this.bus = bus;
        this.transactions = transactions;
        this.kinds = kinds;
        this.clock = clock;
        this.log = log;
    }

    @Override
    public Outcome dispatch(Object command) {
        clock.require();
        String name = kinds.forCommand(command).name();
        return transactions.run(() -> send(command, name));
    }

    @Override
    public void expect(Collection<String> streams) {
        log.readAhead(streams);
    }

    @Override
    public void expectNew(Collection<String> streams) {
        log.assumeNew(streams);
    }

    private Outcome send(Object command, String name) {
        var answer = new AtomicReference<@Nullable CommandResultMessage<? extends Outcome>>();
        bus.<Object, Outcome>dispatch(
                new GenericCommandMessage<>(new GenericMessage<>(command), name), (_, result) -> answer.set(result));
        // A simple command bus has called back by now: it works on this thread.
        var result = Objects.requireNonNull(answer.get());
        if (result.isExceptional()) {
            throw unchecked(result.exceptionResult());
        }
        return result.getPayload();
    }

    private static RuntimeException unchecked(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
        }
        return failure instanceof RuntimeException e
                ? e
                : new CommandExecutionException("a command could not be carried out", failure);
    }
}
