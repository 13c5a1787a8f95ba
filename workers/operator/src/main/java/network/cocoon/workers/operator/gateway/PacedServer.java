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

/**
 * A server that is called no more often than it likes.
 *
 * @param turn returns when the next call may be made
 */
record PacedServer(TonServer server, Runnable turn) implements TonServer {

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public AccountSnapshot account(TonAddress address) {
        turn.run();
        return server.account(address);
    }

    @Override
    public List<ChainTransaction> transactions(TonAddress account, Cursor newest, int limit) {
        turn.run();
        return server.transactions(account, newest, limit);
    }

    @Override
    public GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments) {
        turn.run();
        return server.get(address, method, arguments);
    }

    @Override
    public SendAnswer send(Cell message) {
        turn.run();
        return server.send(message);
    }
}
