package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitLeaf;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of the exit on chain.
 *
 * @param came   with the incoming message
 * @param from   raw address it came from; null for a message from outside
 * @param fee    what it cost beyond what was sent
 * @param number of the root that it set; 0 for none
 * @param root   that it set; null for none
 * @param leaf   that it paid; null for none
 */
public record ExitMove(
        long lt,
        Digest hash,
        Instant when,
        Kind kind,
        Nanoton came,
        @Nullable String from,
        Nanoton fee,
        List<WalletMove.Sent> sent,
        long number,
        @Nullable Digest root,
        @Nullable ExitLeaf leaf) {

    /** What it did. */
    public enum Kind {
        /** Set a root. */
        ROOT,
        /** Paid a leaf. */
        CLAIM,
        /** The owner asked for the reserve. */
        ASKED,
        /** The owner took the reserve. */
        TAKEN,
        /** Coins came and stayed. */
        CAME,
        /** Nothing; what came went back. */
        REFUSED
    }

    public ExitMove {
        sent = List.copyOf(sent);
        if ((kind == Kind.ROOT) != (root != null) || (kind == Kind.CLAIM) != (leaf != null)) {
            throw new IllegalArgumentException("a root or a leaf, where one was set or paid");
        }
    }

    Nanoton total() {
        return sent.stream().map(WalletMove.Sent::amount).reduce(Nanoton.ZERO, Nanoton::plus);
    }

    long net() {
        return Math.subtractExact(came.value(), Math.addExact(total().value(), fee.value()));
    }
}
