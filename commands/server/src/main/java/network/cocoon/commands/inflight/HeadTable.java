package network.cocoon.commands.inflight;

import java.util.Collection;
import java.util.Optional;
import network.cocoon.domain.kernel.RequestId;

/**
 * The acknowledged heads of open requests, for the case that the node that relayed them is gone. A node writes behind: what
 * it has in memory is ahead of this by an instant. A request's row goes with its sealed bytes.
 */
public interface HeadTable {

    /** Raises each request's row to this one; a row that is as high already stays. */
    void raise(Collection<HeadRow> heads);

    Optional<HeadRow> find(RequestId request);
}
