package network.cocoon.commands.node;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.kernel.NodeId;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Nodes as somebody else says they are: no heartbeat, no clock, no database. */
public final class KnownNodes extends Nodes {

    private final Predicate<NodeId> alive;
    private final BooleanSupplier steady;

    public KnownNodes(ThisNode self, CocoonSettings settings, Predicate<NodeId> alive, BooleanSupplier steady) {
        super(
                new NodeTable(JdbcClient.create(new DriverManagerDataSource())),
                new NodeAddresses(settings, new StandardEnvironment()),
                self,
                settings);
        this.alive = alive;
        this.steady = steady;
    }

    @Override
    public boolean isAlive(NodeId node) {
        return node.equals(self()) || alive.test(node);
    }

    @Override
    public boolean steady() {
        return steady.getAsBoolean();
    }
}
