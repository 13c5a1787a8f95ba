package network.cocoon.domain.settlement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes out in one message of the network's wallet, all or none: payments to providers, or one transfer.
 *
 * @param payments none where it is a transfer
 * @param transfer null where it pays providers
 * @param message  null until one was submitted
 */
public record Batch(
        long number,
        List<Payment> payments,
        @Nullable Transfer transfer,
        @Nullable PayoutMessage message) {

    public Batch {
        payments = List.copyOf(payments);
        if (payments.isEmpty() == (transfer == null)) {
            throw new IllegalArgumentException("a batch has payments, or it is a transfer");
        }
    }

    static Batch of(long number, List<Payment> payments) {
        return new Batch(number, payments, null, null);
    }

    static Batch of(long number, Transfer transfer) {
        return new Batch(number, List.of(), transfer, null);
    }

    Batch submitted(PayoutMessage first) {
        return new Batch(number, payments, transfer, first);
    }
}
