package network.cocoon.domain.transparency;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Timed;

/** The log's own word about itself, one stream for the whole network. Named {@code transparency.*} in the log. */
public sealed interface TransparencyEvent extends Timed {

    /** From now on the log up to there is never another: this root, whatever comes after. */
    record CheckpointSealed(Checkpoint checkpoint, Instant at) implements TransparencyEvent {}

    /**
     * A chain has it, so from then on others can hold the operator to it.
     *
     * @param registry    raw address of the contract that took it
     * @param transaction hash of the contract's transaction
     * @param lt          that transaction's logical time
     * @param when        the chain's time, whole seconds
     */
    record CheckpointAnchored(
            Checkpoint checkpoint, String registry, Digest transaction, long lt, Instant when, Instant at)
            implements TransparencyEvent {}
}
