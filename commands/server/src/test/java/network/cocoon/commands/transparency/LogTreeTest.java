package network.cocoon.commands.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.transparency.ConsistencyProof;
import network.cocoon.domain.transparency.Frontier;
import network.cocoon.domain.transparency.InclusionProof;
import network.cocoon.domain.transparency.LeafHasher;
import network.cocoon.eventstore.LogReader;
import network.cocoon.wire.api.LogApi.Consistency;
import network.cocoon.wire.api.LogApi.Inclusion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tree in the database, taken in by hand: this server does not order the log. */
class LogTreeTest {

    /** Three levels of tiles, and none of them even. */
    private static final int EVENTS = 256 * 256 + 3 * 256 + 77;

    @TempDir
    Path data;

    private TestServer server() throws SQLException {
        return TestServer.start(data, "cocoon.node.roles=api");
    }

    private static void log(TestServer server, int events) {
        server.jdbc()
                .sql("""
                        WITH added AS (
                            INSERT INTO domain_event (stream, aggregate_id, sequence, event_id, name, revision, payload,
                                metadata, time, salt)
                            SELECT 'worker', 'gpu_' || n, 0, 'e-' || n, 'worker.Lost', 1, convert_to('{"n":' || n || '}', 'UTF8'),
                                '{}', now(), sha256(convert_to(n::text, 'UTF8'))
                            FROM generate_series(:from + 1, :from + :events) n ORDER BY n RETURNING global_index)
                        INSERT INTO event_index (dense_index, global_index, epoch)
                        SELECT :from + row_number() OVER (ORDER BY global_index), global_index, 1 FROM added""")
                .param(
                        "from",
                        server.jdbc()
                                .sql("SELECT count(*) FROM event_index")
                                .query(Integer.class)
                                .single())
                .param("events", events)
                .update();
    }

    /** How many events it took. */
    private static long takeAll(LogTree tree) {
        long all = 0;
        int taken = LogTree.BATCH;
        while (taken == LogTree.BATCH) {
            taken = tree.grow();
            all += taken;
        }
        return all;
    }

    /** Leaves as an auditor has them, who knows nothing of tiles. */
    private static List<Digest> leaves(TestServer server) {
        LeafHasher hasher = new LeafHasher();
        List<Digest> leaves = new ArrayList<>();
        for (long after = 0; leaves.size() == after; after += LogReader.MAX_BATCH) {
            server.bean(LogReader.class)
                    .readAfter(after, LogReader.MAX_BATCH)
                    .forEach(event -> leaves.add(hasher.hash(event.leafRow())));
        }
        return leaves;
    }

    private static Digest root(List<Digest> leaves) {
        Frontier frontier = new Frontier();
        leaves.forEach(frontier::append);
        return frontier.root();
    }

    private static Inclusion inclusion(TestServer server, long index, long size) {
        return server.get("/v1/log/inclusion?index=" + index + "&size=" + size, null)
                .as(Inclusion.class);
    }

    @Test
    void everyProofIsThatOfALongTree() throws Exception {
        try (TestServer server = server()) {
            log(server, EVENTS);
            takeAll(server.bean(LogTree.class));
            List<Digest> leaves = leaves(server);
            Digest whole = root(leaves);

            assertThat(server.bean(TreeTable.class).read().frontier().root()).isEqualTo(whole);
            assertThat(server.jdbc()
                            .sql("SELECT max(level) FROM log_tile")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
            for (int index : new int[] {1, 2, 256, 257, 65_535, 65_536, 65_537, EVENTS - 1, EVENTS}) {
                for (int size : new int[] {index, Math.max(index, 300), Math.max(index, 65_537), EVENTS}) {
                    Inclusion found = inclusion(server, index, size);
                    assertThat(found.leaf()).isEqualTo(leaves.get(index - 1));
                    assertThat(found.root()).isEqualTo(root(leaves.subList(0, size)));
                    assertThat(new InclusionProof(index - 1, size, found.path()).proves(found.leaf(), found.root()))
                            .isTrue();
                }
                Consistency grown = server.get("/v1/log/consistency?from=" + index + "&to=" + EVENTS, null)
                        .as(Consistency.class);
                assertThat(grown.toRoot()).isEqualTo(whole);
                assertThat(new ConsistencyProof(index, EVENTS, grown.path())
                                .proves(root(leaves.subList(0, index)), whole))
                        .isTrue();
            }
        }
    }

    @Test
    void whatIsBrokenOffIsDoneAgain() throws Exception {
        try (TestServer server = server()) {
            LogTree tree = server.bean(LogTree.class);
            log(server, 700);
            tree.grow();
            log(server, 700);

            assertThatThrownBy(() -> server.bean(Transactions.class).run(() -> {
                        tree.grow();
                        throw new IllegalStateException("the process ends here");
                    }))
                    .hasMessage("the process ends here");

            assertThat(server.bean(TreeTable.class).read().frontier().size()).isEqualTo(700);
            assertThat(tree.grow()).isEqualTo(700);
            List<Digest> leaves = leaves(server);
            assertThat(server.bean(TreeTable.class).read().frontier().root()).isEqualTo(root(leaves));
            assertThat(inclusion(server, 701, 1400).root()).isEqualTo(root(leaves));
        }
    }

    /** A node that was told to stop leading and has not noticed, beside the next one. */
    @Test
    void twoThatThinkTheyLeadTakeEachEventOnce() throws Exception {
        try (TestServer server = server();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            LogTree tree = server.bean(LogTree.class);
            log(server, 5 * LogTree.BATCH + 10);
            Callable<Long> leader = () -> takeAll(tree);
            long taken = 0;
            for (Future<Long> done : threads.invokeAll(List.of(leader, leader))) {
                taken += done.get();
            }

            Frontier frontier = server.bean(TreeTable.class).read().frontier();
            assertThat(taken).isEqualTo(5 * LogTree.BATCH + 10);
            assertThat(frontier.size()).isEqualTo(taken);
            assertThat(frontier.root()).isEqualTo(root(leaves(server)));
        }
    }

    @Test
    void whatIsNotInTheTreeIsNotProven() throws Exception {
        try (TestServer server = server()) {
            log(server, 10);
            takeAll(server.bean(LogTree.class));
            for (String wrong : List.of(
                    "inclusion?index=0&size=1",
                    "inclusion?index=2&size=1",
                    "inclusion?index=1",
                    "inclusion?index=x&size=1",
                    "consistency?from=0&to=1",
                    "consistency?from=2&to=1")) {
                assertThat(server.get("/v1/log/" + wrong, null).problem().code())
                        .isEqualTo("MALFORMED");
            }
            for (String beyond : List.of("inclusion?index=1&size=11", "consistency?from=1&to=9223372036854775807")) {
                assertThat(server.get("/v1/log/" + beyond, null).problem().code())
                        .isEqualTo("NOT_FOUND");
            }
        }
    }
}
