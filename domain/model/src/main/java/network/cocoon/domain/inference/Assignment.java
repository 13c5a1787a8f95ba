package network.cocoon.domain.inference;

import java.time.Instant;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.kernel.SlotMove;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;

/**
 * One attempt given to one worker.
 *
 * @param attempt     1 for the first
 * @param coefficient what this worker asks, in 1/1000, within the header's limit
 * @param signature   the log key's signature over request id, key id and attempt: without it a worker opens nothing
 * @param claimBy     before this the worker must have sent its first frame
 * @param relay       the server node that passes the frames on
 * @param window      frames that may be on their way beyond the last acknowledged head, 1 to 64
 */
public record Assignment(
        WorkerId worker,
        ProviderId provider,
        WorkerKeyId key,
        int attempt,
        int coefficient,
        SlotMove slot,
        AssignmentReason reason,
        Bytes signature,
        Instant claimBy,
        NodeId relay,
        int window) {

    public Assignment {
        if (window < 1 || window > Head.MAX_WINDOW) {
            throw new IllegalArgumentException("a window has 1 to " + Head.MAX_WINDOW + " frames");
        }
    }
}
