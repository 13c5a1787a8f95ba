package network.cocoon.commands.transparency;

import java.time.Instant;
import java.util.List;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.transparency.TreeTable.Edge;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.Frontier;
import network.cocoon.domain.transparency.LeafHasher;
import network.cocoon.domain.transparency.TransparencyDecider;
import network.cocoon.eventstore.LogReader;
import network.cocoon.eventstore.LoggedEvent;
import org.springframework.stereotype.Component;

/** Takes the log's events into the tree, in the order of the dense index. */
@Component
class LogTree {

    /** About a megabyte of events. */
    static final int BATCH = 1_000;

    private final LogReader log;
    private final TreeTable edges;
    private final TileTable tiles;
    private final Transactions transactions;

    LogTree(LogReader log, TreeTable edges, TileTable tiles, Transactions transactions) {
        this.log = log;
        this.edges = edges;
        this.tiles = tiles;
        this.transactions = transactions;
    }

    /**
     * Takes in a batch of what came since. Edge, tiles and bookmark move together or not at all.
     *
     * @return how many events; fewer than {@link #BATCH} where there are no more
     */
    int grow() {
        return transactions.run(() -> {
            Edge edge = edges.lock();
            List<LoggedEvent> events = log.readAfter(edge.frontier().size(), BATCH);
            if (!events.isEmpty()) {
                take(events, edge);
            }
            return events.size();
        });
    }

    private void take(List<LoggedEvent> events, Edge edge) {
        Frontier frontier = edge.frontier();
        TileEdge edgeTiles = new TileEdge(tiles);
        LeafHasher leaves = new LeafHasher();
        long fresh = edge.fresh();
        Instant since = edge.since();
        for (LoggedEvent event : events) {
            if (event.denseIndex() != frontier.size() + 1) {
                throw new IllegalStateException("event %d follows %d".formatted(event.denseIndex(), frontier.size()));
            }
            Digest leaf = leaves.hash(event.leafRow());
            edgeTiles.add(frontier.size(), leaf);
            frontier.append(leaf);
            // A checkpoint is no reason for another: an idle network's log stays as it is.
            if (!event.aggregateId().equals(TransparencyDecider.STREAM_ID)) {
                fresh++;
                since = since == null ? event.time() : since;
            }
        }
        edgeTiles.write();
        edges.store(new Edge(frontier, fresh, since));
    }
}
