package network.cocoon.workers.tvm;

import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.ton.Cell;
import network.cocoon.workers.tvm.block.ShardAccount;
import org.jspecify.annotations.Nullable;

/**
 * One message for one account.
 *
 * @param account          as it was left by its last transaction
 * @param message          internal or external
 * @param now              Unix seconds
 * @param lt               logical time of the transaction; above the account's last and the message's own
 * @param seed             of the contract's random numbers
 * @param ignoreSignatures every signature check in the contract succeeds
 * @param libraries        a dictionary of library cells, or null
 */
public record TransactionRun(
        ShardAccount account,
        Cell message,
        long now,
        long lt,
        Digest seed,
        boolean ignoreSignatures,
        @Nullable Cell libraries) {

    /** Not zeros: for those the emulator draws its own. */
    private static final Digest NO_SEED = Digest.sha256();

    /** With the same randomness each time, signatures checked, and no libraries. */
    public static TransactionRun of(ShardAccount account, Cell message, long now, long lt) {
        return new TransactionRun(account, message, now, lt, NO_SEED, false, null);
    }
}
