package network.cocoon.wire.event;

import java.util.List;
import network.cocoon.domain.envelope.Head;
import tools.jackson.databind.node.ObjectNode;

/** Every way up from an old revision, with what changed. */
final class Upcasters {

    /** Before nodes had names there was one. */
    private static final String THE_ONLY_NODE = "node_" + "0".repeat(32);

    static final List<Upcaster> ALL = List.of(
            // Revision 2 names the relay and the window of unacknowledged frames.
            new Upcaster("inference.Assigned", 1, Upcasters::withRelay),
            // Revision 2 may carry the bill of an answer that broke off. Before, nothing was billed.
            new Upcaster("inference.Failed", 1, old -> old),
            new Upcaster("inference.Cancelled", 1, old -> old),
            new Upcaster("inference.Expired", 1, old -> old),
            // Revision 2 may have a wallet's ton_proof instead of a bare key's signature.
            new Upcaster("provider.Registered", 1, old -> old));

    private Upcasters() {}

    private static ObjectNode withRelay(ObjectNode old) {
        if (old.get("assignment") instanceof ObjectNode assignment) {
            assignment.put("relay", THE_ONLY_NODE).put("window", Head.DEFAULT_WINDOW);
        }
        return old;
    }
}
