package network.cocoon.commands.node;

import java.net.URI;
import java.util.Set;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.domain.kernel.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * One node as its row says.
 *
 * @param address null until its web server listens
 */
record NodeRow(NodeId id, @Nullable URI address, Set<NodeRole> roles, boolean draining) {

    NodeRow {
        roles = Set.copyOf(roles);
    }

    /** Whether an answer may begin to pass through it. */
    boolean mayRelay() {
        return roles.contains(NodeRole.API) && !draining;
    }
}
