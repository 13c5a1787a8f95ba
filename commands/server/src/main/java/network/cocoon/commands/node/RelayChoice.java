package network.cocoon.commands.node;

import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;

/** Which node relays the answer of a request that is being assigned. */
@FunctionalInterface
public interface RelayChoice {

    /** In the assignment's transaction. */
    NodeId choose(RequestId request);
}
