package network.cocoon.workers.operator.port;

import java.util.Optional;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.ton.Cell;
import network.cocoon.wire.ton.TonAddress;

/**
 * An account at one block.
 *
 * @param code there while it is active
 * @param data there while it is active
 * @param last the newest transaction, {@link Cursor#START} if there is none
 * @param seen the block
 */
public record AccountSnapshot(
        TonAddress address,
        Status status,
        Nanoton balance,
        Optional<Cell> code,
        Optional<Cell> data,
        Cursor last,
        ChainHead seen) {

    /** What stands at an address. */
    public enum Status {
        /** Nothing, or coins that wait for a contract. */
        UNINITIALISED,
        ACTIVE,
        /** Rent was not paid. */
        FROZEN
    }
}
