package network.cocoon.commands.dispatch.axon;

import java.time.Instant;
import java.util.List;
import network.cocoon.commands.dispatch.EventTime;
import network.cocoon.commands.dispatch.Outcome;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.kernel.Timed;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;

/** One stream as Axon sees it: an id, a state, and the two functions of a decider. */
abstract class DecidedStream<C extends Timed, S, E extends Timed> {

    private final Decider<C, S, E> decider;

    @AggregateIdentifier
    private final String id;

    private S state;

    private Instant last = Instant.MIN;

    DecidedStream(Decider<C, S, E> decider, String id, S state) {
        this.decider = decider;
        this.id = id;
        this.state = state;
    }

    final Outcome decide(C command) {
        return switch (decider.decide(EventTime.notBefore(command, last), state)) {
            case Decision.Accepted<E>(var events) -> {
                events.forEach(AggregateLifecycle::apply);
                yield new Outcome.Accepted(List.copyOf(events));
            }
            case Decision.AlreadyDone<E> _ -> new Outcome.AlreadyDone();
            case Decision.Rejected<E>(var rejection) -> throw new RefusedException(rejection);
        };
    }

    final void fold(E event) {
        state = decider.evolve(state, event);
        happened(event.at());
    }

    /** Nothing is decided before this time from now on. */
    final void happened(Instant at) {
        last = at.isAfter(last) ? at : last;
    }

    final S state() {
        return state;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + id + "]";
    }
}
