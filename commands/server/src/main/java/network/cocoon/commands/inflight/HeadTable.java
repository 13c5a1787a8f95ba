package network.cocoon.commands.inflight;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.RequestId;

/**
 * What must be known of open requests' answers when the node that relayed them is gone: whether one may have begun, and the
 * highest head that was acknowledged. Heads are written behind: what a node has in memory is ahead of this by an instant. A
 * request's rows go with its sealed bytes.
 */
public interface HeadTable {

    /** Raises each request's row to this one; a row that is as high already stays. */
    void raise(Collection<HeadRow> heads);

    Optional<HeadRow> find(RequestId request);

    /**
     * Notes that the answers of these attempts may pass from now on; no frame of one may pass before. Waits for whoever has
     * a request's row locked.
     *
     * @return those whose attempt is running; the others are over, and must not begin
     */
    Set<RequestId> begin(Map<RequestId, Integer> attempts);

    /** Whether a frame of the attempt may have passed. With the request's row locked a no stays one until it is unlocked. */
    boolean begun(RequestId request, int attempt);
}
