package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What the chain shows of an escrow at one block.
 *
 * @param seen       the block's time
 * @param lastLt     logical time of the newest transaction in that state; 0 for none
 * @param after      the history was read from behind this logical time; 0 for all of it
 * @param moves      the history, in order, as far as it counts
 * @param historyEnd logical time up to which the history is known
 */
public record ChainEscrow(
        String address,
        Instant seen,
        Contract contract,
        Nanoton balance,
        long lastLt,
        long after,
        List<ChainMove> moves,
        long historyEnd) {

    public ChainEscrow {
        moves = List.copyOf(moves);
    }
}
