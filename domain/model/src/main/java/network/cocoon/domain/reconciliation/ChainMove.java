package network.cocoon.domain.reconciliation;

import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.kernel.Nanoton;

/**
 * A transaction of an escrow on chain, and what it came to.
 *
 * @param claimed paid by vouchers in all after it; only of a redemption, else zero
 */
public record ChainMove(EscrowTransaction transaction, Kind kind, Nanoton claimed) {

    /** What it came to. */
    public enum Kind {
        /** Coins came and stayed, or a message passed through. */
        DEPOSIT,
        REDEMPTION,
        /** The owner asked to close, or for another key. */
        ASKED,
        /** What was asked for was carried out. */
        FINISHED
    }

    public long lt() {
        return transaction.lt();
    }

    /** What it did to the balance. */
    long net() {
        return net(transaction);
    }

    static long net(EscrowTransaction t) {
        return Math.subtractExact(
                t.came().value(), Math.addExact(t.left().value(), t.fees().value()));
    }
}
