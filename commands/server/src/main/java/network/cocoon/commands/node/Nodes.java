package network.cocoon.commands.node;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.network.ThisNode;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.domain.crypto.Signatures;
import network.cocoon.domain.kernel.NodeId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * This node among the others. Every second it says that it is here and reads who else is; what is asked of it is answered
 * from that reading, so it may be a second old.
 */
@Component
public class Nodes extends Loop {

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Longer than a heartbeat counts, so that after a pause of ours or the database's everybody has spoken again. */
    private static final Duration STEADY = Duration.ofSeconds(6);

    private static final int SWEEP_EVERY = 600;

    private final NodeTable table;
    private final NodeAddresses address;
    private final NodeId id;
    private final CocoonSettings.Node settings;
    private final String version;
    private volatile List<NodeRow> alive = List.of();
    private volatile boolean draining;
    private volatile boolean left;
    private volatile long steadySince = System.nanoTime();
    private volatile long lastBeat = System.nanoTime();
    private int beats;

    Nodes(NodeTable table, NodeAddresses address, ThisNode self, CocoonSettings settings) {
        super("node-heartbeat");
        this.table = table;
        this.address = address;
        this.id = self.id();
        this.settings = settings.node();
        this.version = Objects.requireNonNullElse(getClass().getPackage().getImplementationVersion(), "development");
    }

    public NodeId self() {
        return id;
    }

    /** Whether no other node is alive. */
    public boolean alone() {
        return alive.stream().allMatch(node -> node.id().equals(id));
    }

    /** Whether this node is alone, and stays. */
    boolean single() {
        return alone() && !draining;
    }

    /** Whether it is this node, or its heartbeat is young. */
    public boolean isAlive(NodeId node) {
        return node.equals(id) || find(node).isPresent();
    }

    /** Where a node that is alive is reached. */
    public Optional<URI> address(NodeId node) {
        return node.equals(id) ? Optional.ofNullable(address.own()) : find(node).map(NodeRow::address);
    }

    /** Where a node's answers are fetched and sent, for a caller of this node: null where that is this node itself. */
    public @Nullable String relayAddress(@Nullable NodeId relay) {
        if (relay == null || (relay.equals(id) && settings.address() == null)) {
            return null;
        }
        return address(relay).map(URI::toString).orElse(null);
    }

    /** Base addresses of the nodes with an API that take new work. */
    public List<URI> serving() {
        return alive.stream()
                .filter(NodeRow::mayRelay)
                .map(node -> node.id().equals(id) ? address.own() : node.address())
                .filter(Objects::nonNull)
                .toList();
    }

    /** Another node that takes new work, for whoever cannot stay here. */
    public Optional<URI> elsewhere() {
        return alive.stream()
                .filter(node -> !node.id().equals(id) && node.mayRelay())
                .map(NodeRow::address)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /**
     * Which node is to relay an answer whose client waits nowhere yet: this one, unless it is about to stop or the others take
     * it for dead, who would take the answer away again.
     */
    NodeId relay() {
        if (current().mayRelay() && !left && System.nanoTime() - lastBeat < STEADY.toNanos()) {
            return id;
        }
        return alive.stream()
                .filter(NodeRow::mayRelay)
                .map(NodeRow::id)
                .filter(node -> !node.equals(id))
                .findFirst()
                .orElse(id);
    }

    /**
     * Whether this node has seen the others without a break for longer than a heartbeat counts. Until then a silent node may
     * just be one that could not reach the database either.
     */
    public boolean steady() {
        long now = System.nanoTime();
        return now - lastBeat < STEADY.toNanos() && now - steadySince > STEADY.toNanos();
    }

    public boolean isDraining() {
        return draining;
    }

    /** Takes no new work from now on. */
    void drain() {
        draining = true;
        beat();
    }

    /** Says that this node is here, and reads who else is. */
    void beat() {
        table.beat(current(), version);
        alive = table.alive();
        long now = System.nanoTime();
        if (now - lastBeat > STEADY.toNanos() / 2) {
            steadySince = now;
        }
        lastBeat = now;
        if (beats++ % SWEEP_EVERY == 0) {
            table.sweep();
        }
    }

    private NodeRow current() {
        return new NodeRow(id, address.own(), settings.roles(), draining);
    }

    private Optional<NodeRow> find(NodeId node) {
        return alive.stream().filter(row -> row.id().equals(node)).findFirst();
    }

    /** Known to the others before the first caller. */
    @EventListener
    void listening(WebServerInitializedEvent event) {
        address.listening(event);
        beat();
        LOG.info("node_started node={} ed25519={}", id, Signatures.implementation());
    }

    @Override
    protected void prepare() {
        beat();
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(EVERY);
    }

    @Override
    protected void work() {
        if (!left) {
            beat();
        }
    }

    @Override
    public void stop() {
        left = true;
        super.stop();
        try {
            table.leave(id);
        } catch (DataAccessException | TransactionException e) {
            // Its silence says the same a little later.
            alive = List.of();
        }
    }

    /** Before the web server, whose first request may name this node, and after it on the way out. */
    @Override
    public int getPhase() {
        return 0;
    }
}
