package network.cocoon.workers.operator.contract;

import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;

/** What a contract is deployed with (block.tlb, StateInit). Its hash is its address, in the base workchain. */
public record InitialState(Cell code, Cell data) {

    public Cell toCell() {
        return CellBuilder.begin()
                .bit(false)
                .bit(false)
                .maybeRef(code)
                .maybeRef(data)
                .bit(false)
                .end();
    }

    public TonAddress address() {
        return TonAddress.ofStateInit(toCell());
    }
}
