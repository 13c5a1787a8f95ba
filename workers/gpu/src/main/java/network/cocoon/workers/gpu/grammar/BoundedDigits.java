package network.cocoon.workers.gpu.grammar;

import java.util.List;
import java.util.Optional;

/**
 * A number under bounds of which something is written. A digit is allowed where some number that begins so is.
 *
 * @param prefix the digits so far, as one whole number
 * @param before how many digits are before the point
 * @param fraction how many are behind it; {@link #NO_POINT} before there is one
 */
record BoundedDigits(NumberBounds bounds, boolean negative, long prefix, int before, int fraction) implements Item {

    static final int NO_POINT = -1;

    static Optional<List<Item>> begun(NumberBounds bounds, int b) {
        BoundedDigits nothing = new BoundedDigits(bounds, false, 0, 0, NO_POINT);
        if (b != '-') {
            return nothing.on(b);
        }
        BoundedDigits minus = new BoundedDigits(bounds, true, 0, 0, NO_POINT);
        return minus.goesOn() ? Optional.of(List.of(minus)) : Optional.empty();
    }

    /** Whether anything that is allowed begins with this much. */
    boolean goesOn() {
        if (fraction != NO_POINT) {
            int most = bounds.fraction(before);
            return within(most, power(most - fraction));
        }
        // Nothing follows a zero but the point.
        int longest = before == 1 && prefix == 0 ? 1 : bounds.digits;
        for (int whole = Math.max(before, 1); whole <= longest; whole++) {
            int most = bounds.fraction(whole);
            if (within(most, power(whole - before + most))) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the numbers that this becomes by so many digits more is allowed. */
    private boolean within(int most, long times) {
        return bounds.some(negative, prefix * times, prefix * times + times - 1, most);
    }

    @Override
    public Optional<List<Item>> on(int b) {
        Optional<BoundedDigits> next = b == '.' ? point() : b >= '0' && b <= '9' ? digit(b - '0') : Optional.empty();
        return next.filter(BoundedDigits::goesOn).map(List::of);
    }

    private Optional<BoundedDigits> point() {
        return fraction == NO_POINT && before > 0 && bounds.fraction(before) > 0
                ? Optional.of(new BoundedDigits(bounds, negative, prefix, before, 0))
                : Optional.empty();
    }

    private Optional<BoundedDigits> digit(int digit) {
        long more = prefix * 10 + digit;
        if (fraction == NO_POINT) {
            return before == bounds.digits || (before == 1 && prefix == 0)
                    ? Optional.empty()
                    : Optional.of(new BoundedDigits(bounds, negative, more, before + 1, NO_POINT));
        }
        return fraction == bounds.fraction(before)
                ? Optional.empty()
                : Optional.of(new BoundedDigits(bounds, negative, more, before, fraction + 1));
    }

    private static long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= 10;
        }
        return power;
    }

    @Override
    public boolean mayEnd() {
        boolean digit = fraction == NO_POINT ? before > 0 : fraction > 0;
        return digit && bounds.some(negative, prefix, prefix, Math.max(fraction, 0));
    }
}
