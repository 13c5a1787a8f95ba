package network.cocoon.domain.settlement;

import static network.cocoon.domain.kernel.Decision.accept;
import static network.cocoon.domain.kernel.Decision.alreadyDone;
import static network.cocoon.domain.kernel.Decision.reject;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Decision;
import network.cocoon.domain.settlement.SettlementCommand.OrderTransfer;
import network.cocoon.domain.settlement.SettlementEvent.TransferOrdered;
import network.cocoon.domain.settlement.SettlementState.Payouts;

/** What the operator takes out: each transfer is a batch of its own, with a number among those of the payouts. */
final class TransferBook {

    private TransferBook() {}

    static Decision<SettlementEvent> decide(OrderTransfer c, Payouts book) {
        OrderedTransfer before = book.transfers().get(c.transfer().id());
        if (before != null) {
            return before.transfer().equals(c.transfer())
                    ? alreadyDone()
                    : reject(SettlementRefusal.TRANSFER_DIFFERS, c.transfer().id() + " was ordered otherwise");
        }
        if (!c.transfer().canBeOrdered()) {
            return reject(
                    SettlementRefusal.INVALID_TRANSFER,
                    "a raw address, an amount, a note of at most " + Transfer.LONGEST_NOTE
                            + " characters, which OTHER must have");
        }
        long open =
                book.open().stream().filter(batch -> batch.transfer() != null).count();
        return open < SettlementDecider.MOST_TRANSFERS
                ? accept(new TransferOrdered(book.lastBatch() + 1, c.transfer(), c.at()))
                : reject(
                        SettlementRefusal.TOO_MANY_TRANSFERS,
                        "at most " + SettlementDecider.MOST_TRANSFERS + " wait or are under way at once");
    }

    static Payouts ordered(Payouts book, TransferOrdered e) {
        List<Batch> open = new ArrayList<>(book.open());
        open.add(Batch.of(e.batch(), e.transfer()));
        Map<TransferId, OrderedTransfer> transfers = new HashMap<>(book.transfers());
        transfers.put(e.transfer().id(), new OrderedTransfer(e.batch(), e.transfer(), e.at()));
        return new Payouts(book.balances(), book.credited(), open, e.batch(), book.failed(), transfers, book.exit());
    }
}
