package network.cocoon.workers.tvm.block;

import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/** What a contract is deployed with. Its hash is its address. */
public record StateInit(
        @Nullable Cell code, @Nullable Cell data, @Nullable Cell libraries) {

    public static StateInit of(Cell code, Cell data) {
        return new StateInit(code, data, null);
    }

    static StateInit read(CellReader in) {
        if (in.bit()) {
            in.skip(5);
        }
        if (in.bit()) {
            in.skip(2);
        }
        return new StateInit(in.maybeRef(), in.maybeRef(), in.maybeRef());
    }

    public Cell toCell() {
        return CellBuilder.begin()
                .bit(false)
                .bit(false)
                .maybeRef(code)
                .maybeRef(data)
                .maybeRef(libraries)
                .end();
    }

    public TonAddress address() {
        return TonAddress.ofStateInit(toCell());
    }
}
