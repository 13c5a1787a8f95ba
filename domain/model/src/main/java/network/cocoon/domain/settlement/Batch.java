package network.cocoon.domain.settlement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payments that go out in one message, all or none.
 *
 * @param message null until one was submitted
 */
public record Batch(
        long number, List<Payment> payments, @Nullable PayoutMessage message) {

    public Batch {
        payments = List.copyOf(payments);
    }

    Batch submitted(PayoutMessage first) {
        return new Batch(number, payments, first);
    }
}
