package network.cocoon.commands.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Apps that ask at once: on one node their orders share commits, on two their transactions meet at the same rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeveralAppsTest {

    private static final int CALLERS = 24;
    private static final int ORDERS = 40;
    private static final int SLOTS = 7;

    private TestDatabase database;
    private TestServer server;
    private TestServer other;
    private TestNetwork network;

    @BeforeAll
    void start(@TempDir Path data) throws SQLException {
        database = TestDatabase.create();
        // Nobody claims anything here, and what is taken must stay so while a slow machine looks.
        String forever = "cocoon.requests.claim-lease=1h";
        server = TestServer.on(database, data, forever);
        other = TestServer.on(database, data, forever);
        network = new TestNetwork(server);
    }

    @AfterAll
    void stop() throws Exception {
        other.close();
        server.close();
        database.close();
    }

    private record Asked(AccountId account, int status) {}

    /** Each of the apps so often, by turns to each of the nodes. */
    private Map<AccountId, Map<Integer, Long>> ask(List<App> apps, int times, int callers, TestServer... nodes)
            throws Exception {
        Worker worker = network.worker(SLOTS);
        List<Callable<Asked>> calls = new ArrayList<>();
        for (App app : apps) {
            for (int i = 0; i < times; i++) {
                SubmitRequest sealed = network.seal(app, worker);
                TestServer node = nodes[i % nodes.length];
                calls.add(() -> new Asked(
                        app.account(),
                        node.post("/v1/requests", app.apiKey(), sealed).status()));
            }
        }
        Collections.shuffle(calls, new Random(17));
        List<Asked> asked = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(callers)) {
            for (Future<Asked> one : threads.invokeAll(calls)) {
                asked.add(one.get());
            }
        }
        assertThat(network.inUse(worker)).isEqualTo(SLOTS);
        return asked.stream()
                .collect(Collectors.groupingBy(
                        Asked::account, Collectors.groupingBy(Asked::status, Collectors.counting())));
    }

    /** As many of each app's orders as it takes to be carried out with those of others. */
    private void prove(List<App> apps, TestServer... nodes) throws Exception {
        for (TestServer node : nodes) {
            for (App app : apps) {
                ask(List.of(app), GoodCompany.PROVEN, 1, node);
            }
        }
    }

    private List<App> apps(int... affordable) {
        return IntStream.of(affordable)
                .mapToObj(requests -> network.app(requests * network.worstCase() + 7))
                .toList();
    }

    private long sharedCommits(List<App> apps) {
        return server.jdbc()
                .sql("""
                        SELECT count(*) FROM (
                            SELECT 1 FROM request_blob b JOIN inference_request USING (request)
                            WHERE account = ANY(:accounts)
                            GROUP BY b.xmin::text HAVING count(DISTINCT account) > 1) shared""")
                .param(
                        "accounts",
                        apps.stream().map(app -> app.account().value()).toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    @Test
    void orders_of_apps_share_commits_and_one_without_credit_spoils_nothing() throws Exception {
        List<App> apps = apps(100, 100, GoodCompany.PROVEN + 12);
        prove(apps, server);

        Map<AccountId, Map<Integer, Long>> answers = ask(apps, ORDERS, CALLERS, server);

        assertThat(answers.get(apps.get(0).account())).isEqualTo(Map.of(202, 40L));
        assertThat(answers.get(apps.get(1).account())).isEqualTo(Map.of(202, 40L));
        assertThat(answers.get(apps.get(2).account())).isEqualTo(Map.of(202, 12L, 402, 28L));
        assertThat(apps.stream().map(network::free))
                .containsExactly(50 * network.worstCase() + 7, 50 * network.worstCase() + 7, 7L);
        assertThat(sharedCommits(apps)).isPositive();
    }

    @Test
    void keys_of_the_same_apps_on_two_nodes_never_wait_in_a_circle() throws Exception {
        List<App> apps = new ArrayList<>(apps(300, 300));
        apps.addAll(apps.stream().map(network::anotherKey).toList());
        prove(apps, server, other);

        Map<AccountId, Map<Integer, Long>> answers = ask(apps, ORDERS, CALLERS, server, other);

        assertThat(answers.values()).allSatisfy(ofApp -> assertThat(ofApp).isEqualTo(Map.of(202, 80L)));
        assertThat(apps.subList(0, 2).stream().map(network::free))
                .containsOnly((300 - 2 * (ORDERS + 2 * GoodCompany.PROVEN)) * network.worstCase() + 7);
        // PostgreSQL would have ended one of them, and its order would have been carried out once more: look here.
        assertThat(server.jdbc()
                        .sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
