package network.cocoon.workers.tvm.block;

import java.math.BigInteger;
import network.cocoon.wire.ton.CellReader;

/** CurrencyCollection, of which only Toncoin is looked at. */
final class Currency {

    private Currency() {}

    static BigInteger read(CellReader in) {
        BigInteger nanoton = in.coins();
        in.maybeRef();
        return nanoton;
    }
}
