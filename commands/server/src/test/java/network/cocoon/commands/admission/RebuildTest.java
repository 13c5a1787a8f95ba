package network.cocoon.commands.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RebuildTest {

    private static final int THREADS = 16;
    private static final int REQUESTS = 64;

    @Test
    void what_is_rebuilt_while_many_submit_is_exact(@TempDir Path data) throws Exception {
        // Nobody claims anything here, and what is rebuilt must not move meanwhile.
        try (TestServer server = TestServer.start(data, "cocoon.requests.claim-lease=1h")) {
            var network = new TestNetwork(server);
            App app = network.app(REQUESTS * network.worstCase());
            Worker worker = network.worker(7);
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < REQUESTS; i++) {
                SubmitRequest sealed = network.seal(app, worker);
                calls.add(
                        () -> server.post("/v1/requests", app.apiKey(), sealed).status());
            }
            int accepted = 0;
            try (var rebuilds = Executors.newSingleThreadExecutor();
                    var threads = Executors.newFixedThreadPool(THREADS)) {
                Future<?> rebuilding = rebuilds.submit(() -> {
                    for (int i = 0; i < 5; i++) {
                        server.bean(LaneRebuilder.class).rebuild();
                    }
                });
                for (Future<Integer> answer : threads.invokeAll(calls)) {
                    assertThat(answer.get()).isIn(202, 503);
                    accepted += answer.get() == 202 ? 1 : 0;
                }
                rebuilding.get();
            }
            assertThat(accepted).isPositive();
            assertThat(network.free(app)).isEqualTo((REQUESTS - accepted) * network.worstCase());
            assertThat(network.inUse(worker)).isEqualTo(Math.min(7, accepted));
            List<Map<String, Object>> before = books(server);
            assertThat(before)
                    .anySatisfy(row -> assertThat(row).containsValue(accepted(server)))
                    .anySatisfy(row -> assertThat(row).containsValue(accepted(server) * network.worstCase()));

            server.jdbc().sql("UPDATE lane SET free_nanoton = 1").update();
            // Too many rather than too few: the scheduler would give a slot that is free to a request that waits.
            server.jdbc().sql("UPDATE worker_slot SET in_use = slots + 1").update();
            server.jdbc().sql("UPDATE day_count SET number = 1").update();
            server.jdbc().sql("DELETE FROM key_spend").update();
            assertThat(books(server)).isNotEqualTo(before);
            server.bean(LaneRebuilder.class).rebuild();
            assertThat(books(server)).isEqualTo(before);
        }
    }

    private static int accepted(TestServer server) {
        return Math.toIntExact(
                server.log().stream().filter("inference.Requested"::equals).count());
    }

    private static List<Map<String, Object>> books(TestServer server) {
        return Stream.of(
                        "SELECT account, lane, version, free_nanoton FROM lane ORDER BY account, lane",
                        "SELECT worker, slots, in_use, version FROM worker_slot ORDER BY worker",
                        "SELECT account, day, number FROM day_count ORDER BY account, day",
                        "SELECT key, day, nanoton FROM key_spend ORDER BY key, day")
                .flatMap(query -> server.jdbc().sql(query).query().listOfRows().stream())
                .toList();
    }
}
