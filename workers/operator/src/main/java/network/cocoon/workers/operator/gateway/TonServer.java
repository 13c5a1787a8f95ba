package network.cocoon.workers.operator.gateway;

import java.util.List;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.ChainTransaction;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.GetMethodAnswer;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.StackValue;

/** One server. Throws {@link network.cocoon.workers.operator.port.TonFailure} and nothing else. */
interface TonServer {

    String name();

    AccountSnapshot account(TonAddress address);

    /**
     * From that transaction on, it included, newest first; each is read and its hash computed, their links are not looked at.
     *
     * @return empty where the server does not have it
     */
    List<ChainTransaction> transactions(TonAddress account, Cursor newest, int limit);

    GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments);

    SendAnswer send(Cell message);
}
