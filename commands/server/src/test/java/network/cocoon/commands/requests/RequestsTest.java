package network.cocoon.commands.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.TestServer.Answer;
import network.cocoon.commands.admission.LaneRebuilder;
import network.cocoon.commands.recovery.Watch;
import network.cocoon.commands.relay.Stream;
import network.cocoon.commands.scheduling.Scheduler;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.api.NetworkApi.Candidates;
import network.cocoon.wire.api.NetworkApi.FindCandidates;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.api.WorkerApi.ReportCompletion;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.wire.api.WorkerApi.SealedEnvelope;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.frames.ReceiptTrailer;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsTest {

    private static final TokenUsage USAGE = new TokenUsage(30, 0, 20, 0);

    private TestServer server;
    private TestNetwork network;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
        network = new TestNetwork(server);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private String path(Worker worker, RequestId request) {
        return "/v1/workers/" + worker.worker() + "/requests/" + request;
    }

    private Answer report(Worker worker, RequestId request, Object report) {
        String end = report instanceof ReportFailure ? "/failure" : "/completion";
        return server.post(path(worker, request) + end, worker.apiKey(), report);
    }

    @Test
    void a_request_is_assigned_answered_and_billed() throws IOException {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(2);
        SubmitRequest sealed = network.seal(app, worker);

        RequestStatus accepted = network.submit(app, sealed);
        RequestId request = accepted.request();
        assertThat(accepted.state()).isEqualTo(State.ASSIGNED);
        assertThat(accepted.worker()).isEqualTo(worker.worker());
        assertThat(Objects.requireNonNull(accepted.reason()).rule()).isEqualTo("least-expected-wait/v2");
        assertThat(network.free(app)).isEqualTo(9 * network.worstCase());
        assertThat(network.inUse(worker)).isEqualTo(1);

        var envelope =
                server.get(path(worker, request) + "/envelope", worker.apiKey()).as(SealedEnvelope.class);
        assertThat(envelope.ciphertext()).isEqualTo(sealed.ciphertext());
        assertThat(envelope.wraps()).isEqualTo(sealed.wraps());

        var frames = new ByteArrayOutputStream();
        var writer = new FrameWriter(frames);
        var stream = new Stream(network.headerHash(request), worker.key(), 1, worker.receiptKey());
        ReportCompletion receipt = network.receipt(worker, request, USAGE);
        for (ResponseMessage message : List.of(
                stream.opening(),
                stream.frame(false),
                stream.head(),
                stream.frame(true),
                new ResponseMessage.Receipt(new ReceiptTrailer(receipt.receipt(), receipt.signature())))) {
            writer.write(message.encode());
        }
        Answer uploaded = server.send(server.request(path(worker, request) + "/frames", worker.apiKey())
                .header("Content-Type", FrameWriter.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(frames.toByteArray())));
        // The receipt in the answer is the report.
        RequestStatus done = uploaded.as(RequestStatus.class);
        Answer answer = server.get("/v1/requests/" + request + "/response", app.apiKey());
        assertThat(answer.bytes()).isEqualTo(frames.toByteArray());
        assertThat(server.get("/v1/requests/" + request + "/response", app.apiKey())
                        .problem()
                        .code())
                .isEqualTo("RESPONSE_TAKEN");

        assertThat(done.state()).isEqualTo(State.COMPLETED);
        assertThat(done.usage()).isEqualTo(USAGE);
        long cost = Objects.requireNonNull(done.cost()).value();
        assertThat(cost).isEqualTo(1_000);
        assertThat(network.free(app)).isEqualTo(10 * network.worstCase() - cost);
        assertThat(network.inUse(worker)).isZero();

        assertThat(report(worker, request, receipt).as(RequestStatus.class)).isEqualTo(done);
        assertThat(network.submit(app, sealed)).isEqualTo(done);
        assertThat(server.jdbc()
                        .sql("SELECT reward + fee FROM accrual WHERE request = ?")
                        .param(request.value())
                        .query(Long.class)
                        .single())
                .isEqualTo(cost);
    }

    @Test
    void a_receipt_that_cannot_be_billed_is_refused_where_the_answer_is_uploaded() throws IOException {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(2);
        RequestId request = network.submit(app, network.seal(app, worker)).request();
        var frames = new ByteArrayOutputStream();
        var writer = new FrameWriter(frames);
        var stream = new Stream(network.headerHash(request), worker.key(), 1, worker.receiptKey());
        for (ResponseMessage message : List.of(stream.opening(), stream.frame(true), stream.receipt())) {
            writer.write(message.encode());
        }
        Answer uploaded = server.send(server.request(path(worker, request) + "/frames", worker.apiKey())
                .header("Content-Type", FrameWriter.CONTENT_TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(frames.toByteArray())));

        assertThat(uploaded.problem().code()).isEqualTo("MALFORMED_RECEIPT");
        // A good one may still come.
        assertThat(report(worker, request, network.receipt(worker, request, USAGE))
                        .as(RequestStatus.class)
                        .state())
                .isEqualTo(State.COMPLETED);
    }

    @Test
    void a_request_id_is_used_once_for_ever() {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(2);
        SubmitRequest sealed = network.seal(app, worker);
        RequestStatus first = network.submit(app, sealed);
        assertThat(network.submit(app, sealed)).isEqualTo(first);
        Answer other = server.post("/v1/requests", app.apiKey(), network.seal(app, first.request(), worker));
        assertThat(other.problem().code()).isEqualTo("REQUEST_ID_REPLAYED");
        assertThat(other.status()).isEqualTo(409);
        assertThat(network.free(app)).isEqualTo(9 * network.worstCase());
    }

    /** As far as this can be had without a crash at the right microsecond: its events are there and its row is not. */
    @Test
    void one_that_is_gone_when_it_is_looked_for_may_be_sent_again_later() {
        App app = network.app(10 * network.worstCase());
        SubmitRequest sealed = network.seal(app, network.worker(2));
        RequestId request = network.submit(app, sealed).request();
        for (String table : List.of("request_blob", "inference_request")) {
            server.jdbc()
                    .sql("DELETE FROM " + table + " WHERE request = ?")
                    .param(request.value())
                    .update();
        }
        Answer answer = server.post("/v1/requests", app.apiKey(), sealed);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem().code()).isEqualTo("UNAVAILABLE");
        assertThat(network.free(app)).as("reserved once").isEqualTo(9 * network.worstCase());
    }

    @Test
    void what_is_not_agreed_or_not_signed_changes_nothing() {
        App app = network.app(10 * network.worstCase());
        App stranger = network.app(10 * network.worstCase());
        Worker worker = network.worker(2);
        SubmitRequest good = network.seal(app, worker);
        List<String> log = server.log();
        var unsigned = new SubmitRequest(good.header(), good.wraps(), good.ciphertext(), Bytes.of(new byte[64]));
        assertThat(server.post("/v1/requests", app.apiKey(), unsigned).problem().code())
                .isEqualTo("INVALID_CLIENT_SIGNATURE");
        assertThat(server.post("/v1/requests", stranger.apiKey(), good)
                        .problem()
                        .code())
                .isEqualTo("WRONG_ACCOUNT");
        var unwrapped = new SubmitRequest(good.header(), List.of(), good.ciphertext(), good.signature());
        assertThat(server.post("/v1/requests", app.apiKey(), unwrapped)
                        .problem()
                        .code())
                .isEqualTo("ENVELOPE_MISMATCH");
        App poor = network.app(network.worstCase() - 1);
        assertThat(server.post("/v1/requests", poor.apiKey(), network.seal(poor, worker))
                        .problem()
                        .code())
                .isEqualTo("NO_CREDIT");
        assertThat(network.free(app)).isEqualTo(10 * network.worstCase());
        assertThat(network.inUse(worker)).isZero();
        assertThat(server.log().stream()
                        .filter(name -> name.startsWith("inference."))
                        .count())
                .isEqualTo(log.stream()
                        .filter(name -> name.startsWith("inference."))
                        .count());
    }

    @Test
    void a_days_requests_end() {
        App app = network.app(10 * network.worstCase(), 1);
        Worker worker = network.worker(2);
        network.submit(app, network.seal(app, worker));
        Answer second = server.post("/v1/requests", app.apiKey(), network.seal(app, worker));
        assertThat(second.problem().code()).isEqualTo("DAILY_LIMIT_REACHED");
        assertThat(network.free(app)).isEqualTo(9 * network.worstCase());
    }

    @Test
    void forged_and_foreign_reports_are_refused_and_kept() {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(2);
        Worker other = network.worker(2);
        RequestId request = network.submit(app, network.seal(app, worker)).request();
        ReportCompletion good = network.receipt(worker, request, USAGE);
        var forged = new ReportCompletion(1, good.receipt(), Bytes.of(new byte[64]));
        assertThat(report(worker, request, forged).problem().code()).isEqualTo("INVALID_RECEIPT_SIGNATURE");
        assertThat(report(other, request, network.receipt(other, request, USAGE))
                        .problem()
                        .code())
                .isEqualTo("NOT_ASSIGNED_TO_WORKER");
        assertThat(server.jdbc()
                        .sql(
                                "SELECT count(*) FROM domain_event WHERE aggregate_id = ? AND name = 'inference.ReportRefused'")
                        .param(request.value())
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        assertThat(report(worker, request, good).as(RequestStatus.class).state())
                .isEqualTo(State.COMPLETED);
    }

    @Test
    void a_queued_request_starts_when_a_slot_frees_and_a_cancelled_one_gives_everything_back() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        RequestStatus first = network.submit(app, network.seal(app, worker));
        RequestStatus second = network.submit(app, network.seal(app, worker));
        RequestStatus third = network.submit(app, network.seal(app, worker));
        assertThat(second.state()).isEqualTo(State.QUEUED);
        var cancelled =
                server.delete("/v1/requests/" + third.request(), app.apiKey()).as(RequestStatus.class);
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        assertThat(server.delete("/v1/requests/" + third.request(), app.apiKey())
                        .as(RequestStatus.class))
                .isEqualTo(cancelled);

        var failed = report(worker, first.request(), new ReportFailure(1, FailureCode.BAD_ENVELOPE))
                .as(RequestStatus.class);
        assertThat(failed.failure()).isEqualTo(FailureCode.BAD_ENVELOPE);
        // The server's own thread may have it in hand already, and then passes it by here.
        server.bean(Scheduler.class).assignQueued();
        awaitState(app, second, State.ASSIGNED);
        assertThat(network.free(app)).isEqualTo(9 * network.worstCase());
        assertThat(network.inUse(worker)).isEqualTo(1);
    }

    private void awaitState(App app, RequestStatus request, State wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (network.status(app, request.request()).state() != wanted) {
            assertThat(System.nanoTime()).as("%s within 10 s", wanted).isLessThan(end);
            Thread.sleep(10);
        }
    }

    @Test
    void candidates_are_those_who_could_take_it() {
        App app = network.app(1);
        Worker worker = network.worker(3);
        var found = server.post("/v1/candidates", app.apiKey(), new FindCandidates(TestNetwork.MODEL, 1000))
                .as(Candidates.class);
        assertThat(found.candidates()).hasSizeBetween(1, 8);
        assertThat(server.post("/v1/candidates", app.apiKey(), new FindCandidates(TestNetwork.MODEL, 999))
                        .as(Candidates.class)
                        .candidates())
                .isEmpty();
        assertThat(server.jdbc()
                        .sql("SELECT slots FROM worker_slot WHERE worker = ?")
                        .param(worker.worker().value())
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }

    @Test
    void many_at_once_never_overspend_nor_use_a_slot_that_is_not_there() throws Exception {
        int affordable = 5;
        App app = network.app(affordable * network.worstCase() + 7);
        Worker worker = network.worker(3);
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            SubmitRequest sealed = network.seal(app, worker);
            calls.add(() -> server.post("/v1/requests", app.apiKey(), sealed).status());
        }
        int accepted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : threads.invokeAll(calls)) {
                assertThat(status.get()).isIn(202, 402, 503);
                accepted += status.get() == 202 ? 1 : 0;
            }
        }
        assertThat(accepted).isEqualTo(affordable);
        assertThat(network.free(app)).isEqualTo(7);
        assertThat(network.inUse(worker)).isEqualTo(3);
    }

    @Test
    void lanes_and_slots_are_what_the_log_says() {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(2);
        RequestId request = network.submit(app, network.seal(app, worker)).request();
        report(worker, request, network.receipt(worker, request, USAGE)).as(RequestStatus.class);
        network.submit(app, network.seal(app, worker));
        String before = tables();
        server.jdbc()
                .sql("UPDATE lane SET free_nanoton = 0, version = version + 5")
                .update();
        server.jdbc().sql("UPDATE worker_slot SET in_use = 0, slots = 9").update();
        server.bean(LaneRebuilder.class).rebuild();
        assertThat(tables()).isEqualTo(before);
    }

    private String tables() {
        return server.jdbc().sql("""
                        SELECT (SELECT string_agg(l::text, ' ' ORDER BY account, lane) FROM lane l)
                            || (SELECT string_agg(s::text, ' ' ORDER BY worker) FROM worker_slot s)""").query(String.class).single();
    }

    @Test
    void what_nobody_begins_waits_for_new_wraps_and_is_ended_at_its_deadline() {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        RequestId running = network.submit(app, network.seal(app, worker)).request();
        RequestId unclaimed =
                network.submit(app, network.seal(app, network.worker(1))).request();
        server.jdbc()
                .sql("UPDATE inference_request SET claim_by = now() - interval '1 second' WHERE request = ?")
                .param(unclaimed.value())
                .update();
        server.jdbc()
                .sql("UPDATE worker_live SET status = 'LOST', last_seen = now() - interval '1 hour' WHERE worker = ?")
                .param(worker.worker().value())
                .update();
        server.bean(Watch.class).look();
        assertThat(network.status(app, unclaimed).state()).isEqualTo(State.RESEAL_REQUIRED);
        assertThat(network.status(app, running).state()).isEqualTo(State.RESEAL_REQUIRED);
        assertThat(network.free(app)).isEqualTo(8 * network.worstCase());
        assertThat(network.inUse(worker)).isZero();
        server.delete("/v1/requests/" + running, app.apiKey()).as(RequestStatus.class);
        assertThat(network.free(app)).isEqualTo(9 * network.worstCase());
    }
}
