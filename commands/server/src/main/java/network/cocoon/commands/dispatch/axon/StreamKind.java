package network.cocoon.commands.dispatch.axon;

import java.time.Instant;
import java.util.function.Function;
import network.cocoon.domain.kernel.Decider;
import network.cocoon.domain.kernel.Timed;

/**
 * One kind of stream.
 *
 * @param name       stands in the log as the stream's kind
 * @param aggregate  its adapter
 * @param target     the stream a command is for
 * @param open       an adapter on a state
 * @param snapshots  whether a stream of this kind can grow long
 */
record StreamKind<C extends Timed, S, E extends Timed, A extends DecidedStream<C, S, E>>(
        String name,
        Class<A> aggregate,
        Class<C> command,
        Class<S> state,
        Class<E> event,
        Decider<C, S, E> decider,
        Function<C, String> target,
        Opening<C, S, E, A> open,
        boolean snapshots) {

    /** Makes an adapter. */
    @FunctionalInterface
    interface Opening<C, S, E, A> {
        A on(Decider<C, S, E> decider, String id, S state);
    }

    A empty(String id) {
        return open.on(decider, id, decider.initial());
    }

    /** @param last the time of the last event in the snapshot */
    A from(String id, S snapshot, Instant last) {
        A stream = open.on(decider, id, snapshot);
        stream.happened(last);
        return stream;
    }

    String targetOf(Object payload) {
        return target.apply(command.cast(payload));
    }

    /** The state after one more message of the stream: a snapshot replaces it, an event evolves it. */
    S after(S before, Object payload) {
        return state.isInstance(payload) ? state.cast(payload) : decider.evolve(before, event.cast(payload));
    }
}
