package network.cocoon.workers.tvm.block;

import java.math.BigInteger;
import network.cocoon.wire.ton.CellReader;

/** Whether and how the contract's code ran. */
public sealed interface ComputePhase {

    /** It did not run. */
    record Skipped(Reason reason) implements ComputePhase {}

    /** Why code does not run. */
    enum Reason {
        NO_STATE,
        BAD_STATE,
        NO_GAS,
        SUSPENDED
    }

    /**
     * @param gasFees  nanoton
     * @param exitCode 0 and 1 are success
     */
    record Run(boolean success, BigInteger gasFees, long gasUsed, long gasLimit, int exitCode, long steps)
            implements ComputePhase {}

    static ComputePhase read(CellReader in) {
        if (!in.bit()) {
            return new Skipped(
                    switch ((int) in.uint(2)) {
                        case 0 -> Reason.NO_STATE;
                        case 1 -> Reason.BAD_STATE;
                        case 2 -> Reason.NO_GAS;
                        default -> {
                            in.bit();
                            yield Reason.SUSPENDED;
                        }
                    });
        }
        boolean success = in.bit();
        in.skip(2);
        BigInteger fees = in.coins();
        CellReader more = in.ref().read();
        long used = more.varUint(3).longValueExact();
        long limit = more.varUint(3).longValueExact();
        if (more.bit()) {
            more.varUint(2);
        }
        more.skip(8);
        int exitCode = more.int32();
        if (more.bit()) {
            more.skip(32);
        }
        return new Run(success, fees, used, limit, exitCode, more.uint(32));
    }
}
