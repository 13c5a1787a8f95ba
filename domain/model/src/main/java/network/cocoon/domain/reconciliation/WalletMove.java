package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the network's wallet on chain. The wallet takes an order by one transaction, which sends the list of
 * payments to the wallet itself, and carries the list out by another.
 *
 * @param came   with the incoming message
 * @param fee    what it cost beyond what was sent
 * @param order  hash of what was signed, where it took an order; null otherwise
 * @param list   hash of the message by which it sent itself a list; null where it sent none
 * @param caused hash of the incoming message, where that came from the wallet itself; null otherwise
 * @param sent   to others, in order
 * @param kept   sent to itself
 */
public record WalletMove(
        long lt,
        Digest hash,
        Instant when,
        Nanoton came,
        Nanoton fee,
        @Nullable Digest order,
        @Nullable Digest list,
        @Nullable Digest caused,
        List<Sent> sent,
        Nanoton kept) {

    /** @param to raw address */
    public record Sent(String to, Nanoton amount) {}

    public WalletMove {
        sent = List.copyOf(sent);
    }

    Nanoton total() {
        return sent.stream().map(Sent::amount).reduce(Nanoton.ZERO, Nanoton::plus);
    }

    long net() {
        long out = Math.addExact(Math.addExact(total().value(), kept.value()), fee.value());
        return Math.subtractExact(came.value(), out);
    }
}
