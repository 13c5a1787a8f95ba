package network.cocoon.workers.operator.gateway;

import java.util.Optional;
import network.cocoon.wire.ton.CellReader;

/** What happened inside of a transaction (block.tlb, trans_ord). */
record Phases(boolean aborted, Optional<Integer> exitCode, Optional<Integer> actionCode) {

    /** Of the network's own transactions, which none of our accounts has. */
    static final Phases NONE = new Phases(false, Optional.empty(), Optional.empty());

    /** At the first bit behind the tag. */
    static Phases read(CellReader in) {
        in.bit();
        if (in.bit()) {
            in.coins();
            if (in.bit()) {
                in.coins();
            }
            skipStatusChange(in);
        }
        if (in.bit()) {
            if (in.bit()) {
                in.coins();
            }
            TransactionReader.currency(in);
        }
        Optional<Integer> exitCode = compute(in);
        Optional<CellReader> action = in.bit() ? Optional.of(in.ref().read()) : Optional.empty();
        boolean aborted = in.bit();
        return action.map(reader -> withAction(aborted, exitCode, reader))
                .orElseGet(() -> new Phases(aborted, exitCode, Optional.empty()));
    }

    private static Phases withAction(boolean aborted, Optional<Integer> exitCode, CellReader in) {
        in.skip(3);
        skipStatusChange(in);
        for (int i = 0; i < 2; i++) {
            if (in.bit()) {
                in.coins();
            }
        }
        return new Phases(aborted, exitCode, Optional.of(in.int32()));
    }

    /** TrComputePhase; empty where the code did not run. */
    private static Optional<Integer> compute(CellReader in) {
        if (!in.bit()) {
            if (in.uint(2) == 3) {
                in.bit();
            }
            return Optional.empty();
        }
        in.skip(3);
        in.coins();
        CellReader more = in.ref().read();
        more.varUint(3);
        more.varUint(3);
        if (more.bit()) {
            more.varUint(2);
        }
        more.skip(8);
        return Optional.of(more.int32());
    }

    /** AccStatusChange: one bit unchanged, two otherwise. */
    private static void skipStatusChange(CellReader in) {
        if (in.bit()) {
            in.bit();
        }
    }
}
