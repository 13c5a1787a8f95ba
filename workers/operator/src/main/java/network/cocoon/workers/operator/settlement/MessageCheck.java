package network.cocoon.workers.operator.settlement;

import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.PayoutBatch;

/** A last look at a message before it is stored and sent, by an emulator for instance. */
@FunctionalInterface
public interface MessageCheck {

    /** For where there is no emulator: the wallet's code carries out a list whole or not at all. */
    MessageCheck NONE = (_, _, _) -> true;

    /** Whether the wallet, as it is, would carry the message out. */
    boolean wouldPay(AccountSnapshot wallet, Cell message, PayoutBatch batch);
}
