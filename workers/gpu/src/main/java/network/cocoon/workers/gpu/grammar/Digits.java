package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;

/** A number of which something is written. Digits are bounded: no number needs to go on for ever. */
record Digits(State state, boolean whole, int left) implements Item {

    static final int MOST = 17;

    enum State {
        MINUS,
        ZERO,
        WHOLE,
        POINT,
        FRACTION,
        E,
        SIGN,
        EXPONENT
    }

    static Optional<List<Item>> begun(boolean whole, int b) {
        if (b == '-') {
            return Optional.of(List.of(new Digits(State.MINUS, whole, MOST)));
        }
        return new Digits(State.MINUS, whole, MOST).on(b);
    }

    @Override
    public Optional<List<Item>> on(int b) {
        boolean digit = b >= '0' && b <= '9';
        return switch (state) {
            case MINUS -> digit ? to(b == '0' ? State.ZERO : State.WHOLE, MOST - 1) : Optional.empty();
            case ZERO -> afterWhole(b);
            case WHOLE -> digit && left > 0 ? to(State.WHOLE, left - 1) : digit ? Optional.empty() : afterWhole(b);
            case POINT -> digit ? to(State.FRACTION, MOST - 1) : Optional.empty();
            case FRACTION ->
                digit && left > 0
                        ? to(State.FRACTION, left - 1)
                        : b == 'e' || b == 'E' ? to(State.E, 2) : Optional.empty();
            case E -> b == '+' || b == '-' ? to(State.SIGN, 2) : digit ? to(State.EXPONENT, 1) : Optional.empty();
            case SIGN -> digit ? to(State.EXPONENT, 1) : Optional.empty();
            case EXPONENT -> digit && left > 0 ? to(State.EXPONENT, left - 1) : Optional.empty();
        };
    }

    private Optional<List<Item>> afterWhole(int b) {
        if (whole) {
            return Optional.empty();
        }
        return b == '.' ? to(State.POINT, MOST) : b == 'e' || b == 'E' ? to(State.E, 2) : Optional.empty();
    }

    private Optional<List<Item>> to(State next, int more) {
        return Optional.of(List.of(new Digits(next, whole, more)));
    }

    @Override
    public boolean mayEnd() {
        return state == State.ZERO || state == State.WHOLE || state == State.FRACTION || state == State.EXPONENT;
    }
}
