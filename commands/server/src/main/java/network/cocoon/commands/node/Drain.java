package network.cocoon.commands.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * How a node leaves: it takes nothing new, goes on with the answers that pass through it for a while, and ends what is left
 * then. All this before anything else is stopped: the answers need the whole node.
 */
@Component
public class Drain {

    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Nodes nodes;
    private final HomeTable homes;
    private final ThisNode self;
    private final CocoonSettings.Node settings;
    private final ApplicationContext context;
    private final List<Runnable> first = new CopyOnWriteArrayList<>();
    private final List<Runnable> last = new CopyOnWriteArrayList<>();

    Drain(Nodes nodes, HomeTable homes, ThisNode self, CocoonSettings settings, ApplicationContext context) {
        this.nodes = nodes;
        this.homes = homes;
        this.self = self;
        this.settings = settings.node();
        this.context = context;
    }

    /** Whether this node is about to stop: it is not ready for anything new. */
    public boolean isDraining() {
        return nodes.isDraining();
    }

    /** Runs when draining begins: whoever waits here for something new is sent away. */
    public void atFirst(Runnable action) {
        first.add(action);
    }

    /** Runs when the time is up, with answers left. */
    public void atLast(Runnable action) {
        last.add(action);
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void closing(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(context) && nodes.isRunning()) {
            try {
                drain();
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("left without draining: {}", e.getClass().getSimpleName());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain() throws InterruptedException {
        nodes.drain();
        first.forEach(Runnable::run);
        if (!settings.does(NodeRole.API)) {
            return;
        }
        long end = System.nanoTime() + settings.drain().toNanos();
        int left = homes.relayedBy(self.id());
        LOG.info("draining: {} answers pass through this node", left);
        while (left > 0 && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK);
            left = homes.relayedBy(self.id());
        }
        if (left > 0) {
            LOG.warn("{} answers did not end in time and are broken off", left);
            last.forEach(Runnable::run);
        }
    }
}
