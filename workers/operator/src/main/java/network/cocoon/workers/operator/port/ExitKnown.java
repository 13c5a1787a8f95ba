package network.cocoon.workers.operator.port;

import java.time.Instant;

/**
 * What the books know of the exit.
 *
 * @param number  of the root that stands; 0 before the first
 * @param since   when it was set, on the chain's clock; the epoch before the first
 * @param opensAt from when claims are paid unless another root comes; only where one stands
 * @param open    whether the books have it open
 */
public record ExitKnown(long number, Instant since, Instant opensAt, boolean open) {

    /** Before the first root. */
    public static final ExitKnown NOTHING = new ExitKnown(0, Instant.EPOCH, Instant.EPOCH, false);
}
