package network.cocoon.workers.tvm.block;

import java.math.BigInteger;
import network.cocoon.wire.ton.CellReader;

/**
 * What became of the actions that the code asked for.
 *
 * @param forwardFees nanoton for carrying the messages
 * @param actionFees  nanoton of it that this transaction keeps
 * @param resultCode  0 is success; 37 is not enough Toncoin
 * @param skipped     actions left out, because they may fail (mode 2)
 */
public record ActionPhase(
        boolean success,
        boolean noFunds,
        BigInteger forwardFees,
        BigInteger actionFees,
        int resultCode,
        int actions,
        int skipped,
        int messages) {

    static ActionPhase read(CellReader in) {
        boolean success = in.bit();
        in.bit();
        boolean noFunds = in.bit();
        Phases.skipStatusChange(in);
        BigInteger forward = in.bit() ? in.coins() : BigInteger.ZERO;
        BigInteger action = in.bit() ? in.coins() : BigInteger.ZERO;
        int result = in.int32();
        if (in.bit()) {
            in.skip(32);
        }
        int actions = (int) in.uint(16);
        in.skip(16);
        int skipped = (int) in.uint(16);
        return new ActionPhase(success, noFunds, forward, action, result, actions, skipped, (int) in.uint(16));
    }
}
