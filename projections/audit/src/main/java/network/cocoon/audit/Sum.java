package network.cocoon.audit;

import java.math.BigInteger;

/** An exact sum of any number of 64-bit amounts, quick while it fits 64 bits. */
final class Sum {

    private BigInteger carried = BigInteger.ZERO;
    private long small;

    void add(long amount) {
        long next = small + amount;
        if (((small ^ next) & (amount ^ next)) < 0) {
            carried = carried.add(BigInteger.valueOf(small));
            next = amount;
        }
        small = next;
    }

    BigInteger value() {
        return carried.add(BigInteger.valueOf(small));
    }
}
