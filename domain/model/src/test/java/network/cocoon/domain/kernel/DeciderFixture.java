package network.cocoon.domain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * Given what happened, when something is ordered, then this happens. A fixture never changes: each step gives a new
 * one.
 */
public final class DeciderFixture<C, S, E> {

    private final Decider<C, S, E> decider;
    private final S state;

    private DeciderFixture(Decider<C, S, E> decider, S state) {
        this.decider = decider;
        this.state = state;
    }

    public static <C, S, E> DeciderFixture<C, S, E> of(Decider<C, S, E> decider) {
        return new DeciderFixture<>(decider, decider.initial());
    }

    /** The command is accepted and its events are folded. */
    public DeciderFixture<C, S, E> given(C command) {
        return new DeciderFixture<>(decider, fold(thenAccepted(command)));
    }

    /** The state now. */
    public S state() {
        return state;
    }

    public List<E> thenAccepted(C command) {
        Decision<E> decision = decider.decide(command, state);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return decision instanceof Decision.Accepted<E> accepted ? accepted.events() : List.of();
    }

    public void thenAlreadyDone(C command) {
        assertThat(decider.decide(command, state)).isInstanceOf(Decision.AlreadyDone.class);
    }

    public void thenRefused(C command, Refusal code) {
        assertThat(decider.decide(command, state))
                .isInstanceOfSatisfying(
                        Decision.Rejected.class,
                        rejected -> assertThat(rejected.rejection().code()).isEqualTo(code));
    }

    private S fold(List<E> events) {
        S next = state;
        for (E event : events) {
            next = decider.evolve(next, event);
        }
        return next;
    }
}
