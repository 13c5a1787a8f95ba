package network.cocoon.workers.operator.port;

import network.cocoon.domain.kernel.Digest;

/**
 * A transaction of an account, by which a follower knows how far it got. The hash covers all that came before.
 *
 * @param lt   logical time, which grows from one transaction of an account to the next
 * @param hash of the transaction's cell
 */
public record Cursor(long lt, Digest hash) {

    /** Before an account's first transaction, as that transaction has it. */
    public static final Cursor START = new Cursor(0, Digest.of(new byte[Digest.BYTES]));

    public Cursor {
        if (lt < 0) {
            throw new IllegalArgumentException("a logical time is not negative");
        }
    }
}
