package network.cocoon.wire.chain;

import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.reconciliation.ChainExit;
import network.cocoon.domain.reconciliation.ExitContractState;
import network.cocoon.domain.reconciliation.ExitMove;
import network.cocoon.domain.reconciliation.ExitTally;
import network.cocoon.domain.reconciliation.WalletMove;
import network.cocoon.wire.chain.ChainState.ExitShown;
import network.cocoon.wire.chain.ChainState.ExitTransaction;
import network.cocoon.wire.chain.ChainState.Place;
import network.cocoon.wire.chain.ChainState.Status;
import network.cocoon.wire.chain.ChainStateException.Fault;
import network.cocoon.wire.exit.ExitStorage;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonFormatException;

/** The exit of a file of the chain's state. What its storage says is read from its cell here. */
final class ShownExit {

    private ShownExit() {}

    /** Throws {@link ChainStateException} for what cannot be. */
    static ChainExit of(ExitShown e) {
        return new ChainExit(
                e.address(),
                e.seen(),
                contract(e),
                e.balance(),
                e.lastLt(),
                ExitTally.START,
                e.transactions().stream().map(t -> move(e, t)).toList(),
                e.lastLt());
    }

    private static ExitContractState contract(ExitShown e) {
        Digest code = e.code();
        Bytes data = e.data();
        if ((e.status() == Status.ACTIVE) != (code != null && data != null)) {
            throw new ChainStateException(Fault.BAD_STATE, e.address() + " is " + e.status());
        }
        if (code == null || data == null) {
            return e.status() == Status.FROZEN ? new ExitContractState.Frozen() : new ExitContractState.None();
        }
        try {
            return ExitStorage.contract(code, Cell.ofBoc(data.toArray()));
        } catch (TonFormatException | IllegalArgumentException ex) {
            throw new ChainStateException(Fault.BAD_STATE, e.address() + " has no data cell");
        }
    }

    private static ExitMove move(ExitShown e, ExitTransaction t) {
        Place p = t.place();
        try {
            return new ExitMove(
                    p.lt(),
                    p.hash(),
                    p.when(),
                    t.kind(),
                    t.came(),
                    t.from(),
                    t.fee(),
                    t.sent().stream()
                            .map(s -> new WalletMove.Sent(s.to(), s.amount()))
                            .toList(),
                    t.number(),
                    t.root(),
                    t.leaf());
        } catch (IllegalArgumentException ex) {
            throw new ChainStateException(
                    Fault.BAD_STATE, e.address() + " at " + p.lt() + " is no transaction of an exit");
        }
    }
}
