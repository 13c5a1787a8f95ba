package network.cocoon.commands.node;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** A node that is about to stop is not ready for anything new. */
@Component("nodeHealthIndicator")
class NodeHealth implements HealthIndicator {

    private final Nodes nodes;

    NodeHealth(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public Health health() {
        boolean draining = nodes.isDraining();
        return (draining ? Health.outOfService() : Health.up())
                .withDetail("draining", draining)
                .build();
    }
}
