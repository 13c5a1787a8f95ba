package network.cocoon.commands.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.commands.inflight.HeadTable;
import network.cocoon.commands.inflight.RequestRow;
import network.cocoon.commands.inflight.RequestTable;
import network.cocoon.commands.relay.AnswerReading;
import network.cocoon.commands.relay.RelayHub;
import network.cocoon.commands.relay.Stream;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.wire.api.NetworkApi.NetworkInfo;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodesTest {

    private Path data;

    private TestDatabase database;
    private TestServer one;
    private TestServer two;
    private TestNetwork network;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        database = TestDatabase.create();
        one = TestServer.on(database, data);
        two = TestServer.on(database, data);
        seeEachOther();
        network = new TestNetwork(one);
    }

    @AfterAll
    void stop() {
        one.stop();
        two.stop();
        database.close();
    }

    private void seeEachOther() {
        two.bean(Nodes.class).beat();
        one.bean(Nodes.class).beat();
    }

    private static String address(TestServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    @Test
    void every_node_knows_the_others_and_forgets_one_that_left() {
        TestServer three = TestServer.on(database, data);
        seeEachOther();
        assertThat(nodes(one)).containsExactly(address(one), address(two), address(three));
        assertThat(nodes(three)).containsExactly(address(one), address(two), address(three));
        three.stop();
        seeEachOther();
        assertThat(nodes(one)).containsExactly(address(one), address(two));
    }

    private static List<String> nodes(TestServer server) {
        return server.get("/v1/network", null).as(NetworkInfo.class).nodes();
    }

    @Test
    void a_node_whose_heart_has_stopped_is_dead_by_the_databases_clock() {
        Nodes nodes = one.bean(Nodes.class);
        var other = two.bean(Nodes.class).self();
        assertThat(nodes.isAlive(other)).isTrue();
        one.jdbc().sql("""
                        INSERT INTO node (id, url, roles, version, started, heartbeat)
                        VALUES ('node_00000000000000000000000000000000', 'http://127.0.0.1:1', 'API,COOK', 'v', now(),
                            now() - interval '6 seconds')""").update();
        nodes.beat();
        assertThat(nodes.isAlive(new NodeId("node_00000000000000000000000000000000")))
                .isFalse();
        assertThat(nodes(one)).doesNotContain("http://127.0.0.1:1");
    }

    @Test
    void an_answer_is_sent_and_fetched_at_the_node_that_accepted_its_request() {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(2);
        RequestId request = network.submit(app, network.seal(app, worker)).request();

        Answer fetched = two.get("/v1/requests/" + request + "/response", app.apiKey());
        assertThat(fetched.status()).isEqualTo(421);
        assertThat(fetched.problem().code()).isEqualTo("WRONG_NODE");
        assertThat(fetched.problem().relay()).isEqualTo(address(one));

        Answer uploaded = two.send(two.request(frames(worker, request), worker.apiKey())
                .header("Content-Type", FrameWriter.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(uploaded.problem().relay()).isEqualTo(address(one));
        assertThat(two.delete("/v1/requests/" + request, app.apiKey()).problem().relay())
                .isEqualTo(address(one));
        RequestStatus asked = two.get("/v1/requests/" + request, app.apiKey()).as(RequestStatus.class);
        assertThat(asked.state()).isEqualTo(State.ASSIGNED);
        assertThat(asked.relay()).isEqualTo(address(one));
        RequestStatus cancelled =
                one.delete("/v1/requests/" + request, app.apiKey()).as(RequestStatus.class);
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.relay())
                .as("nobody has an answer to something cancelled")
                .isNull();
    }

    @Test
    void an_acknowledgement_whose_app_does_not_reach_the_relay_is_kept_by_another_node_and_billed_by_the_relay() {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        RequestId request = network.submit(app, network.seal(app, worker)).request();
        var stream = new Stream(network.headerHash(request), worker.key(), 1, worker.receiptKey());
        stream.opening();
        stream.frame(false);
        ResponseMessage.SignedHead head = stream.head();
        byte[] word = new Acknowledgement(head.head(), head.signature(), Heads.acknowledge(app.client(), head.head()))
                .encode();
        HttpRequest.Builder call = two.request("/v1/requests/" + request + "/acknowledgements", app.apiKey())
                .header("Content-Type", FrameWriter.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(ByteBuffer.allocate(4 + word.length)
                        .putInt(word.length)
                        .put(word)
                        .array()));
        assertThat(two.send(call.copy()).status()).isEqualTo(421);
        HttpRequest.Builder insisting = call.copy().header(Acknowledgement.RELAY_UNREACHABLE, "true");
        assertThat(two.send(insisting.copy()).status()).isEqualTo(204);

        RequestStatus ended =
                one.delete("/v1/requests/" + request, app.apiKey()).as(RequestStatus.class);
        assertThat(ended.usage()).isEqualTo(Stream.usage(1));
        assertThat(network.free(app))
                .isEqualTo(10 * network.worstCase()
                        - Objects.requireNonNull(ended.cost()).value());
        assertThat(two.send(insisting.copy()).problem().code())
                .as("what would not be billed any more is not taken")
                .isEqualTo("HEAD_MISMATCH");
    }

    private static String frames(Worker worker, RequestId request) {
        return "/v1/workers/" + worker.worker() + "/requests/" + request + "/frames";
    }

    @Test
    void a_queued_request_is_relayed_where_its_client_waits() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        seeEachOther();
        RequestId first = network.submit(app, network.seal(app, worker)).request();
        RequestStatus second = network.submit(app, network.seal(app, worker));
        assertThat(second.state()).isEqualTo(State.QUEUED);
        Thread waiting =
                Thread.ofVirtual().start(() -> two.get("/v1/requests/" + second.request() + "/response", app.apiKey()));
        while (home(second.request()) == null) {
            Thread.sleep(10);
        }
        one.delete("/v1/requests/" + first, app.apiKey()).as(RequestStatus.class);
        one.bean(Scheduler.class).assignQueued();
        // Any node's own thread may have been quicker.
        await(() -> network.status(app, second.request()).state() == State.ASSIGNED);
        assertThat(one.delete("/v1/requests/" + second.request(), app.apiKey())
                        .problem()
                        .relay())
                .isEqualTo(address(two));
        two.delete("/v1/requests/" + second.request(), app.apiKey()).as(RequestStatus.class);
        waiting.join();
    }

    private @Nullable String home(RequestId request) {
        return one.jdbc()
                .sql("SELECT coalesce(home, '') FROM inference_request WHERE request = ?")
                .param(request.value())
                .query(String.class)
                .optional()
                .filter(home -> !home.isEmpty())
                .orElse(null);
    }

    @Test
    void a_node_that_leaves_takes_nothing_new() {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        TestServer three = TestServer.on(database, data);
        seeEachOther();
        three.bean(Nodes.class).drain();
        assertThat(three.bean(Drain.class).isDraining()).isTrue();
        assertThat(three.get("/health/ready", null).status()).isEqualTo(503);
        Answer refused = three.post("/v1/requests", app.apiKey(), network.seal(app, worker));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem().code()).isEqualTo("DRAINING");
        assertThat(three.get("/v1/workers/" + worker.worker() + "/assignments", worker.apiKey())
                        .problem()
                        .code())
                .isEqualTo("DRAINING");
        seeEachOther();
        assertThat(nodes(two)).containsExactly(address(one), address(two));
        RequestStatus accepted = two.post("/v1/requests", app.apiKey(), network.seal(app, worker))
                .as(RequestStatus.class);
        assertThat(accepted.state()).isEqualTo(State.ASSIGNED);
        RequestStatus queued = two.post("/v1/requests", app.apiKey(), network.seal(app, worker))
                .as(RequestStatus.class);
        assertThat(three.get("/v1/requests/" + queued.request() + "/response", app.apiKey())
                        .problem()
                        .relay())
                .isIn(address(one), address(two));
        three.stop();
    }

    @Test
    void a_node_answers_for_its_roles_only() {
        TestServer console = TestServer.on(database, data, "cocoon.node.roles=console");
        try {
            Answer api = console.get("/v1/network", null);
            assertThat(api.status()).isEqualTo(404);
            assertThat(api.problem().code()).isEqualTo("NOT_FOUND");
            one.bean(Nodes.class).beat();
            assertThat(nodes(one)).doesNotContain(address(console));
        } finally {
            console.stop();
        }
        TestServer api =
                TestServer.on(database, data, "cocoon.node.roles=api", "cocoon.node.address=https://api.example");
        try {
            assertThat(api.get("/login", null).status()).isEqualTo(404);
            assertThat(api.get("/health/ready", null).status()).isEqualTo(200);
            assertThat(nodes(api)).contains("https://api.example");
        } finally {
            api.stop();
        }
    }

    @Test
    void a_worker_hears_at_any_node_of_what_was_assigned_at_another_and_resumes_at_a_third() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(4);
        try (Feed here = Feed.of(one, worker, null);
                Feed there = Feed.of(two, worker, null)) {
            RequestStatus first = submit(two, app, worker);
            Feed.Item item = here.next();
            assertThat(item.notice().request()).isEqualTo(first.request());
            assertThat(item.notice().relay()).isEqualTo(address(two));
            // Connected twice it hears twice, the same: attempt and index are one.
            assertThat(there.next().index()).isEqualTo(item.index());
            RequestStatus second = submit(one, app, worker);
            Feed.Item next = here.next();
            assertThat(next.notice().request()).isEqualTo(second.request());
            try (Feed resumed = Feed.of(two, worker, item.index())) {
                Feed.Item again = resumed.next();
                assertThat(again.index()).isEqualTo(next.index());
                assertThat(again.notice().relay()).isEqualTo(address(one));
            }
        }
    }

    /** How a transaction that does this would commit. */
    private static String hurry(TestServer server, Runnable action) {
        return server.bean(Transactions.class).run(() -> {
            action.run();
            return server.bean(JdbcClient.class)
                    .sql("SHOW synchronous_commit")
                    .query(String.class)
                    .single();
        });
    }

    private RequestStatus submit(TestServer server, App app, Worker worker) {
        return server.post("/v1/requests", app.apiKey(), network.seal(app, worker))
                .as(RequestStatus.class);
    }

    @Test
    void what_a_dead_node_cannot_have_begun_goes_to_another_worker_and_what_it_may_have_fails() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker first = network.worker(2);
        Worker second = network.worker(2);
        TestServer three = TestServer.on(database, data);
        seeEachOther();
        RequestStatus waiting = three.post("/v1/requests", app.apiKey(), network.seal(app, first, second))
                .as(RequestStatus.class);
        RequestStatus begun = three.post("/v1/requests", app.apiKey(), network.seal(app, first, second))
                .as(RequestStatus.class);
        assertThat(three.bean(HeadTable.class).begin(Map.of(begun.request(), 1, waiting.request(), 7)))
                .containsExactly(begun.request());
        assertThat(hurry(three, () -> three.bean(HeadTable.class).begin(Map.of(begun.request(), 1))))
                .as("no first frame waits for the disk")
                .isEqualTo("off");
        // As if it had been killed: its heart stands still, and it gets no chance to end anything.
        three.bean(Nodes.class).stop();
        await(() -> network.status(app, begun.request()).state() == State.FAILED);
        assertThat(network.status(app, begun.request()).failure()).isEqualTo(FailureCode.RELAY_LOST);
        await(() -> network.status(app, waiting.request()).attempt() == 2);
        RequestStatus moved = network.status(app, waiting.request());
        assertThat(moved.state()).isEqualTo(State.ASSIGNED);
        assertThat(moved.worker()).isNotEqualTo(waiting.worker());
        assertThat(moved.relay()).as("null is the node that says so").isNotEqualTo(address(three));
        assertThat(three.bean(HeadTable.class).begin(Map.of(waiting.request(), 1)))
                .as("should the dead node only have slept, it begins nothing that is over")
                .isEmpty();
        assertThat(network.inUse(first) + network.inUse(second)).isEqualTo(1);
        cancel(app, waiting.request());
        assertThat(network.free(app)).isEqualTo(10 * network.worstCase());
        assertThat(network.inUse(first) + network.inUse(second)).isZero();
        three.stop();
    }

    @Test
    void a_node_that_leaves_lets_waiting_clients_go_and_breaks_off_what_does_not_end() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        TestServer three = TestServer.on(database, data);
        three.bean(Nodes.class).beat();
        seeEachOther();
        RequestId running = submit(three, app, worker).request();
        RequestId queued = submit(three, app, worker).request();
        RelayHub relays = three.bean(RelayHub.class);
        int open = relays.figures().open();
        var waiting = CompletableFuture.supplyAsync(
                () -> three.get("/v1/requests/" + queued + "/response", app.apiKey()), Thread::startVirtualThread);
        await(() -> relays.figures().open() > open);
        three.leave();
        assertThat(waiting.get().bytes()).isEmpty();
        assertThat(network.status(app, running).state())
                .as("nothing was sent, and nobody else could answer")
                .isEqualTo(State.RESEAL_REQUIRED);
        cancel(app, running);
        seeEachOther();
        assertThat(nodes(one)).containsExactly(address(one), address(two));
        one.bean(Scheduler.class).assignQueued();
        await(() -> network.status(app, queued).state() == State.ASSIGNED);
        assertThat(network.inUse(worker)).isEqualTo(1);
        cancel(app, queued);
        assertThat(network.free(app)).isEqualTo(10 * network.worstCase());
        three.stop();
    }

    @Test
    void whoever_begins_to_wait_as_the_node_begins_to_leave_is_let_go() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        TestServer three = TestServer.on(database, data);
        three.bean(Nodes.class).beat();
        seeEachOther();
        RequestId running = submit(one, app, worker).request();
        RequestRow queued = three.bean(RequestTable.class)
                .find(submit(three, app, worker).request())
                .orElseThrow();
        // Those that waited by then have been let go.
        three.bean(Nodes.class).drain();
        var http = new MockHttpServletResponse();
        assertThat(three.bean(AnswerReading.class).read(queued, http)).isTrue();
        assertThat(http.getContentAsByteArray()).isEmpty();
        assertThat(three.bean(RelayHub.class).figures().open()).isZero();
        assertThat(network.status(app, queued.request()).state()).isEqualTo(State.QUEUED);
        cancel(app, queued.request());
        cancel(app, running);
        three.stop();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    /** Wherever its answer is. */
    private void cancel(App app, RequestId request) {
        Answer answer = one.delete("/v1/requests/" + request, app.apiKey());
        if (answer.status() == 421) {
            answer = two.delete("/v1/requests/" + request, app.apiKey());
        }
        assertThat(answer.as(RequestStatus.class).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void many_at_once_on_two_nodes_never_overspend_nor_use_a_slot_that_is_not_there() throws Exception {
        int affordable = 9;
        long credit = affordable * network.worstCase() + 7;
        App app = network.app(credit);
        Worker worker = network.worker(3);
        List<Callable<Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            TestServer server = i % 2 == 0 ? one : two;
            SubmitRequest sealed = network.seal(app, worker);
            calls.add(() -> server.post("/v1/requests", app.apiKey(), sealed));
        }
        List<RequestId> accepted = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().status()).isIn(202, 402, 503);
                if (answer.get().status() == 202) {
                    accepted.add(answer.get().as(RequestStatus.class).request());
                }
            }
        }
        assertThat(accepted).hasSizeLessThanOrEqualTo(affordable);
        assertThat(network.free(app)).isEqualTo(credit - accepted.size() * network.worstCase());
        assertThat(network.inUse(worker)).isEqualTo(Math.min(3, accepted.size()));
        accepted.reversed().forEach(request -> cancel(app, request));
        assertThat(network.free(app)).isEqualTo(credit);
        assertThat(network.inUse(worker)).isZero();
    }
}
