package network.cocoon.domain.reconciliation;

import network.cocoon.domain.account.EscrowTransaction;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of an escrow that the log names.
 *
 * @param figures null where only the state of the stream is at hand, which does not keep them
 */
public record LoggedTransaction(
        long lt, Digest hash, @Nullable EscrowTransaction figures) {

    public static LoggedTransaction of(EscrowTransaction t) {
        return new LoggedTransaction(t.lt(), t.hash(), t);
    }
}
