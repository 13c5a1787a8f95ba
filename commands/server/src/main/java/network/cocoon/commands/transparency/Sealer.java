package network.cocoon.commands.transparency;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.commands.transparency.TreeTable.Edge;
import network.cocoon.domain.transparency.Checkpoint;
import network.cocoon.domain.transparency.Frontier;
import network.cocoon.domain.transparency.TransparencyCommand;
import network.cocoon.eventstore.LogNode;
import org.springframework.stereotype.Component;

/** Keeps the tree at the log's end, and seals a checkpoint when one is due; on the node that orders the log. */
@Component
class Sealer extends Loop {

    /** Rounds by time and not by event: the busier the log, the fewer statements an event costs. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LogNode node;
    private final LogTree tree;
    private final TreeTable edges;
    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final InstantSource clock;
    private final CocoonSettings.Log settings;
    private final boolean wanted;

    Sealer(
            LogNode node,
            LogTree tree,
            TreeTable edges,
            Dispatcher dispatcher,
            Transactions transactions,
            InstantSource clock,
            CocoonSettings settings) {
        super("log-sealer");
        this.node = node;
        this.tree = tree;
        this.edges = edges;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings.log();
        this.wanted = settings.node().does(NodeRole.OPERATOR_WORKERS);
    }

    @Override
    protected boolean isWanted() {
        return wanted;
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(PAUSE);
    }

    @Override
    protected void work() {
        if (node.isLeading()) {
            round();
        }
    }

    /** Only a tree that is at the log's end is sealed: a checkpoint's event shall not stand far behind what is under it. */
    private void round() {
        int taken = LogTree.BATCH;
        while (taken == LogTree.BATCH && isRunning()) {
            taken = tree.grow();
        }
        if (taken < LogTree.BATCH && isDue(edges.read(), clock.instant())) {
            seal();
        }
    }

    private void seal() {
        transactions.run(() -> {
            Edge edge = edges.lock();
            Instant now = clock.instant();
            if (isDue(edge, now)) {
                Frontier frontier = edge.frontier();
                dispatcher.dispatch(
                        new TransparencyCommand.SealCheckpoint(new Checkpoint(frontier.size(), frontier.root()), now));
                edges.store(new Edge(frontier, 0, null));
            }
        });
    }

    private boolean isDue(Edge edge, Instant now) {
        Instant since = edge.since();
        return since != null
                && (edge.fresh() >= settings.checkpointEvents()
                        || !now.isBefore(since.plus(settings.checkpointEvery())));
    }
}
