package network.cocoon.workers.gpu.grammar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Between which numbers a number lies, for every count of digits behind the point: in units of the last of them, both
 * ends included. That is exact, since what is written has so many digits and no exponent.
 */
final class NumberBounds {

    /** Beyond these a bound excludes nothing that has so few digits. */
    private static final BigDecimal FAR = BigDecimal.TEN.pow(18);

    /** Below this a bound is between 0 and whatever else can be written. */
    private static final BigDecimal NEAR = new BigDecimal("1e-20");

    /**
     * More digits than this, and two decimals may be one double: whoever checks with doubles would find a number at a bound
     * that it must not reach.
     */
    private static final int DIGITS = 15;

    /** How many digits there are in all. */
    final int digits;

    private final long[] least;
    private final long[] most;

    private NumberBounds(int digits, long[] least, long[] most) {
        this.digits = digits;
        this.least = least;
        this.most = most;
    }

    /** An end of what is allowed; whether it is allowed itself. */
    record End(BigDecimal at, boolean included) {}

    static NumberBounds of(boolean whole, @Nullable End least, @Nullable End most) {
        int digits = whole ? Digits.MOST : DIGITS;
        int places = whole ? 1 : digits;
        long[] from = LongStream.range(0, places)
                .map(f -> least == null ? -far() : units(least, (int) f, RoundingMode.CEILING))
                .toArray();
        long[] to = LongStream.range(0, places)
                .map(f -> most == null ? far() : units(most, (int) f, RoundingMode.FLOOR))
                .toArray();
        return new NumberBounds(digits, from, to);
    }

    private static long far() {
        return FAR.longValueExact();
    }

    /** The last that is allowed, rounded to the inside. */
    private static long units(End end, int fraction, RoundingMode inside) {
        BigDecimal at = near(end.at()).scaleByPowerOfTen(fraction);
        if (at.abs().compareTo(FAR) >= 0) {
            return at.signum() * far();
        }
        BigDecimal rounded = at.setScale(0, inside);
        long units = rounded.longValueExact();
        boolean reached = rounded.compareTo(at) == 0 && !end.included();
        return !reached ? units : inside == RoundingMode.CEILING ? units + 1 : units - 1;
    }

    /** A number may have an exponent of a billion: it is never written out. */
    private static BigDecimal near(BigDecimal at) {
        if (at.signum() != 0 && at.abs().compareTo(NEAR) < 0) {
            return NEAR.multiply(BigDecimal.valueOf(at.signum()));
        }
        return at.abs().compareTo(FAR) > 0 ? FAR.multiply(BigDecimal.valueOf(at.signum())) : at;
    }

    /** How many digits may be behind the point, after so many before it. */
    int fraction(int before) {
        return Math.min(least.length - 1, digits - before);
    }

    /** Whether one of the numbers from..to, in units of the last of so many digits behind the point, is allowed. */
    boolean some(boolean negative, long from, long to, int fraction) {
        return negative ? meet(-to, Math.min(-from, -1), fraction) : meet(from, to, fraction);
    }

    private boolean meet(long from, long to, int fraction) {
        return Math.max(from, least[fraction]) <= Math.min(to, most[fraction]);
    }

    /** Whether anything at all is allowed that can be written. */
    boolean any() {
        BoundedDigits minus = new BoundedDigits(this, true, 0, 0, BoundedDigits.NO_POINT);
        BoundedDigits plus = new BoundedDigits(this, false, 0, 0, BoundedDigits.NO_POINT);
        return minus.goesOn() || plus.goesOn();
    }

    /** Whether this value of a schema's own is within. */
    static boolean within(BigDecimal value, @Nullable End least, @Nullable End most) {
        return (least == null || value.compareTo(least.at()) >= (least.included() ? 0 : 1))
                && (most == null || value.compareTo(most.at()) <= (most.included() ? 0 : -1));
    }
}
