package network.cocoon.commands.node;

import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import org.springframework.stereotype.Component;

/** Where the client waits, else here. With a single node there is nothing to look up. */
@Component
class HomeRelay implements RelayChoice {

    private final Nodes nodes;
    private final HomeTable homes;

    HomeRelay(Nodes nodes, HomeTable homes) {
        this.nodes = nodes;
        this.homes = homes;
    }

    @Override
    public NodeId choose(RequestId request) {
        return nodes.alone() ? nodes.self() : homes.home(request).orElseGet(nodes::relay);
    }
}
