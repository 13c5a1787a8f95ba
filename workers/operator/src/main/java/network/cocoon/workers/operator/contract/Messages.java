package network.cocoon.workers.operator.contract;

import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellBuilder;
import network.cocoon.wire.ton.TonAddress;
import org.jspecify.annotations.Nullable;

/** Messages (block.tlb, Message and MessageRelaxed). A body that fits lies in the root cell, for which nobody pays. */
public final class Messages {

    private Messages() {}

    /** From outside, to a contract that pays for itself. */
    public static Cell external(TonAddress destination, @Nullable InitialState init, Cell body) {
        CellBuilder head = CellBuilder.begin()
                .uint(0b10, 2)
                .address(null)
                .address(destination)
                .coins(0);
        return content(head, init, body);
    }

    /** As a contract puts it among its actions; the network fills in the source and the times. */
    public static Cell internal(
            TonAddress destination, Nanoton value, boolean bounce, @Nullable InitialState init, Cell body) {
        CellBuilder head = CellBuilder.begin()
                .bit(false)
                .bit(true)
                .bit(bounce)
                .bit(false)
                .address(null)
                .address(destination)
                .coins(value.value())
                .bit(false)
                .coins(0)
                .coins(0)
                .uint(0, 64)
                .uint(0, 32);
        return content(head, init, body);
    }

    private static Cell content(CellBuilder head, @Nullable InitialState init, Cell body) {
        if (init == null) {
            head.bit(false);
        } else {
            head.bit(true).bit(true).ref(init.toCell());
        }
        int refs = init == null ? 0 : 1;
        boolean fits = head.bits() + 1 + body.bits() <= Cell.MAX_BITS
                && refs + body.refs().size() <= Cell.MAX_REFS;
        return fits
                ? head.bit(false).cell(body).end()
                : head.bit(true).ref(body).end();
    }
}
