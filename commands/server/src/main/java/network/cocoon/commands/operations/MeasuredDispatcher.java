package network.cocoon.commands.operations;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.metrics.Measures;
import network.cocoon.domain.inference.InferenceEvent;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts and times every command. What happened to requests counts once it is committed, so that a retry counts once. */
final class MeasuredDispatcher implements Dispatcher {

    private final Dispatcher dispatcher;
    private final Measures measures;

    MeasuredDispatcher(Dispatcher dispatcher, Measures measures) {
        this.dispatcher = dispatcher;
        this.measures = measures;
    }

    @Override
    public Outcome dispatch(Object command) {
        long from = System.nanoTime();
        String outcome = "ERROR";
        try {
            Outcome answer = dispatcher.dispatch(command);
            outcome = switch (answer) {
                case Outcome.Accepted accepted -> {
                    afterCommit(accepted.events());
                    yield "ACCEPTED";
                }
                case Outcome.AlreadyDone _ -> "ALREADY_DONE";
            };
            return answer;
        } catch (RefusedException e) {
            outcome = e.rejection().code().name();
            throw e;
        } catch (ConcurrencyException | AggregateStreamCreationException | ConcurrencyFailureException e) {
            outcome = "CONFLICT";
            throw e;
        } finally {
            measures.command(name(command), outcome, Duration.ofNanos(System.nanoTime() - from));
        }
    }

    @Override
    public void expect(Collection<String> streams) {
        dispatcher.expect(streams);
    }

    private void afterCommit(List<Object> events) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            count(events);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                count(events);
            }
        });
    }

    private void count(List<Object> events) {
        boolean requested = false;
        for (Object event : events) {
            if (event instanceof InferenceEvent inference) {
                measures.request(inference.getClass().getSimpleName(), code(inference));
                requested |= inference instanceof InferenceEvent.Requested;
                if (requested && inference instanceof InferenceEvent.Assigned) {
                    measures.assigned(Duration.ZERO);
                }
            }
        }
    }

    private static String code(InferenceEvent event) {
        return event instanceof InferenceEvent.Failed failed ? failed.code().name() : "";
    }

    /** {@code InferenceCommand.Submit} is {@code inference.Submit}. */
    static String name(Object command) {
        Class<?> family = command.getClass().getEnclosingClass();
        String simple = command.getClass().getSimpleName();
        return family == null
                ? simple
                : family.getSimpleName().replace("Command", "").toLowerCase(Locale.ROOT) + "." + simple;
    }
}
