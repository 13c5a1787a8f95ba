package network.cocoon.domain.transparency;

import java.time.Instant;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Timed;

/** What is done with checkpoints: by the node that orders the log, and by whoever follows the chain. */
public sealed interface TransparencyCommand extends Timed {

    record SealCheckpoint(Checkpoint checkpoint, Instant at) implements TransparencyCommand {}

    /** See {@link TransparencyEvent.CheckpointAnchored}. */
    record AnchorCheckpoint(
            Checkpoint checkpoint, String registry, Digest transaction, long lt, Instant when, Instant at)
            implements TransparencyCommand {}
}
