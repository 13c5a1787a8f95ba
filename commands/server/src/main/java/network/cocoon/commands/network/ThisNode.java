package network.cocoon.commands.network;

import java.security.SecureRandom;
import java.util.HexFormat;
import network.cocoon.domain.kernel.NodeId;
import org.springframework.stereotype.Component;

/** This server node, from this start on: a node that starts again is another one, for what it relayed is gone. */
@Component
public class ThisNode {

    private static final int ID_BYTES = 16;

    private final NodeId id;

    ThisNode(SecureRandom random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        this.id = new NodeId("node_" + HexFormat.of().formatHex(bytes));
    }

    public NodeId id() {
        return id;
    }
}
