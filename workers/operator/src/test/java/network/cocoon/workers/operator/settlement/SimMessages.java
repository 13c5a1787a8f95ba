package network.cocoon.workers.operator.settlement;

import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.CellReader;
import network.cocoon.wire.ton.TonAddress;

/** Reads messages from outside as the network does. */
final class SimMessages {

    private SimMessages() {}

    static TonAddress destination(Cell message) {
        CellReader in = message.read();
        in.skip(2 + 2);
        return in.stdAddress();
    }

    static boolean withState(Cell message) {
        return content(message).bit();
    }

    static Cell body(Cell message) {
        CellReader in = content(message);
        if (in.bit()) {
            in.skip(1);
            in.ref();
        }
        return in.bit() ? in.ref() : in.rest();
    }

    private static CellReader content(Cell message) {
        CellReader in = message.read();
        in.skip(2 + 2);
        in.stdAddress();
        in.coins();
        return in;
    }
}
