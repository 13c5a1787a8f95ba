package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.WalletTransaction;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of a batch of payouts, or of a transfer, which is a batch of one.
 *
 * @param payments that the wallet makes, all or none
 * @param sent the one message that may carry it out; null before that was submitted
 */
public record LoggedBatch(
        long number,
        List<WalletMove.Sent> payments,
        @Nullable Sent sent,
        Outcome outcome) {

    /**
     * @param order    hash of what was signed, by which the wallet's transaction is known
     * @param deadline on the chain's clock; the wallet takes the message no more from then on
     */
    public record Sent(Digest order, Instant deadline) {}

    /** What became of it. */
    public sealed interface Outcome {}

    /** Nothing yet. */
    public record Open() implements Outcome {}

    /** @param fee of both transactions */
    public record Confirmed(WalletTransaction accepted, WalletTransaction paid, Nanoton fee) implements Outcome {}

    /** Nobody was paid, and the amounts went back. */
    public record Failed() implements Outcome {}

    public LoggedBatch {
        payments = List.copyOf(payments);
    }

    public Nanoton total() {
        return payments.stream().map(WalletMove.Sent::amount).reduce(Nanoton.ZERO, Nanoton::plus);
    }

    LoggedBatch sent(Sent message) {
        return new LoggedBatch(number, payments, message, outcome);
    }

    LoggedBatch ended(Outcome how) {
        return new LoggedBatch(number, payments, sent, how);
    }
}
