package network.cocoon.domain.reconciliation;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.settlement.PayoutMessage;
import network.cocoon.domain.settlement.SettlementEvent;

/** Folds the stream of payouts into all batches there ever were, transfers among them. Not safe for several threads. */
public final class BatchFold {

    private final TreeMap<Long, LoggedBatch> batches = new TreeMap<>();
    private final Function<Bytes, Digest> order;

    /** @param order what was signed in a message, from its bag of cells */
    public BatchFold(Function<Bytes, Digest> order) {
        this.order = order;
    }

    public void on(SettlementEvent event) {
        switch (event) {
            case SettlementEvent.PayoutScheduled e ->
                open(
                        e.batch(),
                        e.payments().stream()
                                .map(p -> new WalletMove.Sent(p.address(), p.amount()))
                                .toList());
            case SettlementEvent.TransferOrdered e ->
                open(
                        e.batch(),
                        List.of(new WalletMove.Sent(
                                e.transfer().to(), e.transfer().amount())));
            case SettlementEvent.PayoutSubmitted e -> change(e.batch(), batch -> batch.sent(sent(e.message())));
            case SettlementEvent.PayoutConfirmed e ->
                change(e.batch(), b -> b.ended(new LoggedBatch.Confirmed(e.accepted(), e.paid(), e.fee())));
            case SettlementEvent.PayoutFailed e -> change(e.batch(), b -> b.ended(new LoggedBatch.Failed()));
            case SettlementEvent.PeriodClosed _,
                    SettlementEvent.BalancesCredited _,
                    SettlementEvent.ExitRootOrdered _,
                    SettlementEvent.ExitRootSet _,
                    SettlementEvent.ExitOpened _,
                    SettlementEvent.ExitClaimed _,
                    SettlementEvent.DifferenceFound _,
                    SettlementEvent.DifferenceResolved _ -> {}
        }
    }

    /** In order of number. */
    public List<LoggedBatch> batches() {
        return List.copyOf(batches.values());
    }

    private void open(long number, List<WalletMove.Sent> payments) {
        batches.put(number, new LoggedBatch(number, payments, null, new LoggedBatch.Open()));
    }

    private LoggedBatch.Sent sent(PayoutMessage message) {
        return new LoggedBatch.Sent(
                order.apply(message.boc()), message.createdAt().plusSeconds(message.timeoutSeconds()));
    }

    private void change(long number, UnaryOperator<LoggedBatch> how) {
        batches.computeIfPresent(number, (_, batch) -> how.apply(batch));
    }
}
