package network.cocoon.domain.kernel;

/**
 * The whole behaviour of one stream as two pure functions. Time, ids and randomness arrive inside commands, so the same
 * log folds to the same state anywhere: in the server, in a test, in the offline auditor.
 *
 * @param <C> sealed command
 * @param <S> sealed state
 * @param <E> sealed event
 */
public interface Decider<C, S, E> {

    /** The state of a stream that has no events yet. */
    S initial();

    /** Never throws for an expected refusal; that is {@link Decision.Rejected}. */
    Decision<E> decide(C command, S state);

    /** Total: every event the stream ever held can be folded again. */
    S evolve(S state, E event);
}
