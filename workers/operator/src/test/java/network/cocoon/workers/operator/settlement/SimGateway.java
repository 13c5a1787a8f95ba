package network.cocoon.workers.operator.settlement;

import java.time.Duration;
import java.util.List;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;
import network.cocoon.workers.operator.port.AccountSnapshot;
import network.cocoon.workers.operator.port.Bookmarks;
import network.cocoon.workers.operator.port.ChainHead;
import network.cocoon.workers.operator.port.Cursor;
import network.cocoon.workers.operator.port.GetMethodAnswer;
import network.cocoon.workers.operator.port.HistoryPage;
import network.cocoon.workers.operator.port.SendAnswer;
import network.cocoon.workers.operator.port.StackValue;
import network.cocoon.workers.operator.port.TonGateway;
import network.cocoon.workers.operator.settlement.Simulation.Mutation;

/** The real gateway over fake servers, or one that is broken on purpose. */
record SimGateway(TonGateway real, Mutation mutation, Bookmarks bookmarks) implements TonGateway {

    @Override
    public ChainHead head() {
        return real.head();
    }

    @Override
    public AccountSnapshot account(TonAddress address) {
        return real.account(address);
    }

    @Override
    public GetMethodAnswer get(TonAddress address, String method, List<StackValue> arguments) {
        return real.get(address, method, arguments);
    }

    @Override
    public SendAnswer send(Cell message) {
        return real.send(message);
    }

    @Override
    public HistoryPage transactions(TonAddress account, Cursor after, int limit) {
        HistoryPage page = real.transactions(account, after, limit);
        if (mutation == Mutation.HISTORY_KNOWN_TOO_FAR) {
            return new HistoryPage(
                    page.transactions(), page.complete(), page.through().plus(Duration.ofDays(365 * 60L)));
        }
        if (mutation == Mutation.BOOKMARK_BEFORE_REPORT && !page.transactions().isEmpty()) {
            bookmarks.move(account, page.transactions().getLast().id());
        }
        return page;
    }
}
