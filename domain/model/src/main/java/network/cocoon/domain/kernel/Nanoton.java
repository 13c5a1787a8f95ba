package network.cocoon.domain.kernel;

import java.math.BigInteger;

/** An amount of money, 10^-9 Toncoin, never negative. All of TON's supply fits with a factor of 1.8 to spare. */
public record Nanoton(long value) implements Comparable<Nanoton> {

    public static final Nanoton ZERO = new Nanoton(0);

    public Nanoton {
        if (value < 0) {
            throw new IllegalArgumentException("nanoton cannot be negative: " + value);
        }
    }

    public static Nanoton of(long value) {
        return new Nanoton(value);
    }

    /** Throws {@link ArithmeticException} above 2^63-1. */
    public static Nanoton of(BigInteger value) {
        return new Nanoton(value.longValueExact());
    }

    public Nanoton plus(Nanoton other) {
        return new Nanoton(Math.addExact(value, other.value));
    }

    /** Throws {@link IllegalArgumentException} where the result would be below zero. */
    public Nanoton minus(Nanoton other) {
        return new Nanoton(Math.subtractExact(value, other.value));
    }

    public boolean isZero() {
        return value == 0;
    }

    @Override
    public int compareTo(Nanoton other) {
        return Long.compare(value, other.value);
    }

    /** Decimal nanoton, no unit. */
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
