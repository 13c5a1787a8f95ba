package network.cocoon.workers.tvm.block;

import java.math.BigInteger;
import network.cocoon.wire.ton.CellReader;
import org.jspecify.annotations.Nullable;

/**
 * What happened inside of one transaction, in order.
 *
 * @param storageFees nanoton of rent collected
 * @param storageDue  nanoton of rent that it still owes
 */
public record Phases(
        BigInteger storageFees,
        BigInteger storageDue,
        ComputePhase compute,
        @Nullable ActionPhase action,
        boolean aborted,
        boolean bounced,
        boolean destroyed) {

    private static final int BOUNCE_OK = 1;

    static Phases read(CellReader in) {
        in.bit();
        BigInteger fees = BigInteger.ZERO;
        BigInteger due = BigInteger.ZERO;
        if (in.bit()) {
            fees = in.coins();
            due = in.bit() ? in.coins() : BigInteger.ZERO;
            skipStatusChange(in);
        }
        if (in.bit()) {
            if (in.bit()) {
                in.coins();
            }
            Currency.read(in);
        }
        ComputePhase compute = ComputePhase.read(in);
        ActionPhase action = in.bit() ? ActionPhase.read(in.ref().read()) : null;
        boolean aborted = in.bit();
        boolean bounced = in.bit() && bounce(in);
        return new Phases(fees, due, compute, action, aborted, bounced, in.bit());
    }

    /** AccStatusChange: one bit unchanged, two otherwise. */
    static void skipStatusChange(CellReader in) {
        if (in.bit()) {
            in.bit();
        }
    }

    /** TrBouncePhase: whether the money went back. */
    private static boolean bounce(CellReader in) {
        if (in.uint(1) == BOUNCE_OK) {
            in.varUint(3);
            in.varUint(3);
            in.coins();
            in.coins();
            return true;
        }
        if (in.bit()) {
            in.varUint(3);
            in.varUint(3);
            in.coins();
        }
        return false;
    }
}
