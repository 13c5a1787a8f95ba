package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.List;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What the chain shows of the exit at one block.
 *
 * @param address    raw
 * @param seen       the block's time
 * @param lastLt     logical time of the newest transaction in that state; 0 for none
 * @param before     what came before the history that was read; {@link ExitTally#START} where all of it was
 * @param moves      the history from there, in order, as far as it counts
 * @param historyEnd logical time up to which the history is known
 */
public record ChainExit(
        String address,
        Instant seen,
        ExitContractState contract,
        Nanoton balance,
        long lastLt,
        ExitTally before,
        List<ExitMove> moves,
        long historyEnd) {

    public ChainExit {
        moves = List.copyOf(moves);
    }
}
