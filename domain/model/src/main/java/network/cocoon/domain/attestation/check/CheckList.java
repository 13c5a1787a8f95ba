package network.cocoon.domain.attestation.check;

import java.util.ArrayList;
import java.util.List;

/** Collects named checks in the order they are made. Used by one verification, by one thread. */
public final class CheckList {

    /** A step that gives what the next steps need, or refuses. */
    @FunctionalInterface
    public interface Step<T> {
        T run() throws RefusedException;
    }

    /** A step that only passes or refuses. */
    @FunctionalInterface
    public interface Demand {
        void run() throws RefusedException;
    }

    private final List<Check> checks = new ArrayList<>();

    /** Runs the step and notes it; a refusal is noted and passed on, for nothing after it would mean anything. */
    public <T> T step(String name, String passed, Step<T> step) throws RefusedException {
        try {
            T result = step.run();
            checks.add(new Check(name, true, passed));
            return result;
        } catch (RefusedException e) {
            checks.add(new Check(name, false, e.detail()));
            throw e;
        }
    }

    public void demand(String name, String passed, Demand demand) throws RefusedException {
        step(name, passed, () -> {
            demand.run();
            return true;
        });
    }

    public void note(Check check) {
        checks.add(check);
    }

    public void noteAll(List<Check> more) {
        checks.addAll(more);
    }

    public List<Check> toList() {
        return List.copyOf(checks);
    }
}
