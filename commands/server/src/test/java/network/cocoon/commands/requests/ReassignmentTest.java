package network.cocoon.commands.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.admission.LaneRebuilder;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.wire.json.CocoonJson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReassignmentTest {

    private static RequestStatus failed(TestServer server, Worker worker, RequestId request, int attempt) {
        return server.post(
                        "/v1/workers/" + worker.worker() + "/requests/" + request + "/failure",
                        worker.apiKey(),
                        new ReportFailure(attempt, FailureCode.ENGINE_FAILED))
                .as(RequestStatus.class);
    }

    private static final int QUEUE = 4;

    private TestServer server;
    private TestNetwork network;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data, "cocoon.requests.queue=" + QUEUE);
        network = new TestNetwork(server);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @Test
    void what_failed_before_its_first_frame_goes_to_the_next_and_then_to_new_wraps() {
        App app = network.app(10 * network.worstCase());
        Worker one = network.worker(1);
        Worker two = network.worker(1);
        RequestStatus first = network.submit(app, network.seal(app, one, two));
        RequestId request = first.request();
        boolean oneHasIt = one.worker().equals(first.worker());
        Worker has = oneHasIt ? one : two;
        Worker other = oneHasIt ? two : one;

        RequestStatus second = failed(server, has, request, 1);
        assertThat(second.state()).isEqualTo(State.ASSIGNED);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.worker()).isEqualTo(other.worker());
        assertThat(network.inUse(has)).isZero();
        assertThat(network.inUse(other)).isEqualTo(1);

        assertThat(failed(server, other, request, 2).state()).isEqualTo(State.RESEAL_REQUIRED);
        assertThat(network.inUse(other)).isZero();
        assertThat(network.free(app)).isEqualTo(9 * network.worstCase());
        String path = "/v1/requests/" + request + "/envelope";
        assertThat(server.put(path, app.apiKey(), network.seal(app, request, one))
                        .problem()
                        .code())
                .isEqualTo("CANDIDATE_TRIED");

        Worker three = network.worker(1);
        SubmitRequest again = network.seal(app, request, three);
        RequestStatus third = server.put(path, app.apiKey(), again).as(RequestStatus.class);
        assertThat(third.state()).isEqualTo(State.ASSIGNED);
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.worker()).isEqualTo(three.worker());
        assertThat(server.put(path, app.apiKey(), again).as(RequestStatus.class))
                .isEqualTo(third);
        server.bean(LaneRebuilder.class).rebuild();
        RequestStatus done = server.post(
                        "/v1/workers/" + three.worker() + "/requests/" + request + "/completion",
                        three.apiKey(),
                        network.receipt(three, request, new TokenUsage(30, 0, 20, 0)))
                .as(RequestStatus.class);
        assertThat(Objects.requireNonNull(done.cost()).value()).isEqualTo(1_000);
        assertThat(network.free(app)).isEqualTo(10 * network.worstCase() - 1_000);
        assertThat(faults(server, has.worker())).isEqualTo(1_000);
    }

    @Test
    @Timeout(60)
    void as_many_wait_as_may_half_of_them_of_one_app_and_the_next_is_told_when_to_ask_again() throws Exception {
        App app = network.app(10 * network.worstCase());
        App other = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        List<RequestStatus> taken = new ArrayList<>();
        for (int i = 0; i < 1 + QUEUE / 2; i++) {
            taken.add(network.submit(app, network.seal(app, worker)));
        }
        assertThat(taken.getLast().state()).isEqualTo(State.QUEUED);
        SubmitRequest oneMore = network.seal(app, worker);
        assertThat(refused(app, oneMore)).contains(QUEUE / 2 + " requests of this app for this model wait");
        assertThat(network.free(app))
                .as("nothing was reserved for it")
                .isEqualTo((10 - 1 - QUEUE / 2) * network.worstCase());
        List<RequestStatus> others = new ArrayList<>();
        for (int i = 0; i < QUEUE / 2; i++) {
            others.add(network.submit(other, network.seal(other, worker)));
        }
        assertThat(others.getLast().state()).isEqualTo(State.QUEUED);
        App third = network.app(10 * network.worstCase());
        assertThat(refused(third, network.seal(third, worker))).contains(QUEUE + " requests for this model wait");
        // What was accepted stands, and is answered the same although nobody else may wait.
        server.delete("/v1/requests/" + taken.getLast().request(), app.apiKey()).as(RequestStatus.class);
        while (server.post("/v1/requests", app.apiKey(), oneMore).status() == 429) {
            Thread.sleep(20);
        }
        assertThat(network.submit(app, oneMore).state()).isEqualTo(State.QUEUED);
        for (RequestStatus one : taken) {
            server.delete("/v1/requests/" + one.request(), app.apiKey());
        }
        for (RequestStatus one : others) {
            server.delete("/v1/requests/" + one.request(), other.apiKey());
        }
        // The node hears of it a moment later, and the other test is not to find the room full.
        while (server.post("/v1/requests", app.apiKey(), network.seal(app, worker))
                        .status()
                == 429) {
            Thread.sleep(20);
        }
    }

    /** The scheduler's own turn may be at the request in the very moment in which somebody wants to know where it went. */
    @Test
    @Timeout(60)
    void who_places_a_request_waits_for_whoever_is_at_it_and_sees_where_it_went() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        RequestId running = network.submit(app, network.seal(app, worker)).request();
        RequestId queued = network.submit(app, network.seal(app, worker)).request();
        assertThat(network.status(app, queued).state()).isEqualTo(State.QUEUED);
        CompletableFuture<State> placed;
        try (Connection other = server.bean(DataSource.class).getConnection()) {
            other.setAutoCommit(false);
            int holder = other.unwrap(PGConnection.class).getBackendPID();
            try (Statement lock = other.createStatement()) {
                lock.execute("SELECT FROM inference_request WHERE request = '" + queued + "' FOR UPDATE");
            }
            server.delete("/v1/requests/" + running, app.apiKey()).as(RequestStatus.class);
            placed = CompletableFuture.supplyAsync(() -> {
                server.bean(Scheduler.class).place(queued);
                return network.status(app, queued).state();
            });
            while (!placed.isDone() && !someoneWaitsFor(holder)) {
                Thread.sleep(5);
            }
            other.rollback();
        }
        assertThat(placed.get()).isEqualTo(State.ASSIGNED);
        server.delete("/v1/requests/" + queued, app.apiKey()).as(RequestStatus.class);
    }

    private boolean someoneWaitsFor(int holder) {
        return server.jdbc()
                .sql("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid)))")
                .param(holder)
                .query(Boolean.class)
                .single();
    }

    private String refused(App app, SubmitRequest submission) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> refused = http.send(
                    server.request("/v1/requests", app.apiKey())
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(
                                    CocoonJson.mapper().writeValueAsBytes(submission)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("\"QUEUE_FULL\"");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0))
                    .isBetween(1L, 60L);
            return refused.body();
        }
    }

    private static long faults(TestServer server, WorkerId worker) {
        return server.jdbc()
                .sql("SELECT faults FROM worker_slot WHERE worker = ?")
                .param(worker.value())
                .query(Long.class)
                .single();
    }
}
