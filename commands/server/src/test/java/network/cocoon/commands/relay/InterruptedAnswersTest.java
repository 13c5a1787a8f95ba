package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.recovery.Watch;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.WorkerApi.ReportFailure;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whoever breaks an answer off, the app pays for what it acknowledged, to the nanoton, and for nothing else. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedAnswersTest {

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

    private UnderWay underWay() throws Exception {
        return underWay(Duration.ofMinutes(5));
    }

    private UnderWay underWay(Duration life) throws Exception {
        return UnderWay.withSixFramesAndTheHeadOfFour(server, network, life);
    }

    @Test
    void cancelled_by_the_app() throws Exception {
        try (UnderWay it = underWay()) {
            RequestStatus status = server.delete(
                            "/v1/requests/" + it.request(), it.app().apiKey())
                    .as(RequestStatus.class);
            it.assertBilled(status, State.CANCELLED, 4);
            assertThat(it.exchange().next()).isEmpty();
        }
    }

    @Test
    void the_client_is_gone() throws Exception {
        try (UnderWay it = underWay()) {
            it.exchange().killClient();
            RequestStatus status =
                    UnderWay.writtenToNobody(server, network, it.app(), it.request(), it.exchange(), it.stream());
            it.assertBilled(status, State.FAILED, 4);
            assertThat(status.failure()).isEqualTo(FailureCode.CLIENT_GONE);
        }
    }

    @Test
    void the_worker_is_gone() throws Exception {
        try (UnderWay it = underWay()) {
            it.exchange().killWorker();
            RequestStatus status = it.awaitEnd();
            it.assertBilled(status, State.FAILED, 4);
            assertThat(status.failure()).isEqualTo(FailureCode.WORKER_LOST);
        }
    }

    @Test
    void the_engine_failed() throws Exception {
        try (UnderWay it = underWay()) {
            RequestStatus status = server.post(
                            "/v1/workers/" + it.worker().worker() + "/requests/" + it.request() + "/failure",
                            it.worker().apiKey(),
                            new ReportFailure(1, FailureCode.ENGINE_FAILED))
                    .as(RequestStatus.class);
            it.assertBilled(status, State.FAILED, 4);
            assertThat(status.failure()).isEqualTo(FailureCode.ENGINE_FAILED);
        }
    }

    @Test
    void the_deadline_passed() throws Exception {
        try (UnderWay it = underWay(Duration.ofSeconds(4))) {
            server.bean(Watch.class).look();
            RequestStatus before = network.status(it.app(), it.request());
            assertThat(before.state()).isEqualTo(State.ASSIGNED);

            // The node's own watchman ends it too; whoever comes first.
            Thread.sleep(Duration.between(Instant.now(), before.deadline()).plusMillis(20));
            server.bean(Watch.class).look();
            it.assertBilled(it.awaitEnd(), State.EXPIRED, 4);
        }
    }

    @Test
    void the_receipt_bills_the_whole_answer_whatever_was_acknowledged_of_it() throws Exception {
        try (UnderWay it = underWay()) {
            RequestStatus status = server.post(
                            "/v1/workers/" + it.worker().worker() + "/requests/" + it.request() + "/completion",
                            it.worker().apiKey(),
                            network.receipt(it.worker(), it.request(), Stream.usage(9)))
                    .as(RequestStatus.class);
            it.assertBilled(status, State.COMPLETED, 9);
        }
    }

    @Test
    void a_head_is_acknowledged_where_the_relay_is_gone_and_stands_for_itself() throws Exception {
        try (UnderWay it = underWay()) {
            ResponseMessage.SignedHead head = it.stream().head();
            server.bean(RelayHub.class).dismiss(it.request());
            it.exchange().endAcknowledging();
            it.exchange().startAcknowledging();
            it.exchange().acknowledge(head);
            assertThat(it.exchange().endAcknowledging().statusCode()).isEqualTo(204);

            RequestStatus status = server.delete(
                            "/v1/requests/" + it.request(), it.app().apiKey())
                    .as(RequestStatus.class);
            it.assertBilled(status, State.CANCELLED, 6);
        }
    }

    @Test
    void an_upload_out_of_protocol() throws Exception {
        try (UnderWay it = underWay()) {
            it.exchange().send(it.stream().receipt());
            assertThat(it.exchange().endUpload().body()).contains("FRAMES_MALFORMED", "WRONG_RECEIPT");
            it.assertBilled(it.awaitEnd(), State.FAILED, 4);
        }
    }

    @Test
    void nothing_acknowledged_is_nothing_billed() throws Exception {
        App app = network.app(10 * network.worstCase());
        Worker worker = network.worker(1);
        RequestId request = network.submit(app, network.seal(app, worker)).request();
        try (var exchange = new Exchange(server, app, request)) {
            var stream = new Stream(network.headerHash(request), worker.key(), 1, worker.receiptKey());
            exchange.startUpload(worker);
            exchange.send(stream.opening());
            exchange.send(stream.frame(false));
            exchange.startDownload();
            exchange.next(ResponseMessage.Opening.class);
            exchange.next(ResponseMessage.Frame.class);
            RequestStatus status =
                    server.delete("/v1/requests/" + request, app.apiKey()).as(RequestStatus.class);
            assertThat(status.cost()).isNull();
            assertThat(network.free(app)).isEqualTo(10 * network.worstCase());
        }
    }

    @Test
    void a_head_that_the_worker_did_not_sign_bills_nothing_and_is_kept() throws Exception {
        try (UnderWay it = underWay()) {
            it.exchange().send(it.stream().head(SigningKey.generate(new SecureRandom())));
            it.exchange().acknowledge(it.exchange().next(ResponseMessage.SignedHead.class));
            it.awaitAcknowledged(6);
            RequestStatus status = server.delete(
                            "/v1/requests/" + it.request(), it.app().apiKey())
                    .as(RequestStatus.class);
            assertThat(status.state()).isEqualTo(State.CANCELLED);
            assertThat(status.cost()).isNull();
            assertThat(network.free(it.app())).isEqualTo(10 * network.worstCase());
            assertThat(server.jdbc()
                            .sql("SELECT count(*) FROM domain_event WHERE aggregate_id = ?"
                                    + " AND name = 'inference.ReportRefused'")
                            .param(it.request().value())
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void an_acknowledgement_by_another_key_or_of_another_head_is_refused() throws Exception {
        try (UnderWay it = underWay()) {
            it.exchange().send(it.stream().head());
            ResponseMessage.SignedHead head = it.exchange().next(ResponseMessage.SignedHead.class);
            it.exchange().acknowledge(head, SigningKey.generate(new SecureRandom()));
            assertThat(it.exchange().endAcknowledging().body()).contains("INVALID_ACKNOWLEDGEMENT");
            it.exchange().startAcknowledging();
            it.exchange()
                    .acknowledge(
                            it.stream().head(SigningKey.generate(new SecureRandom())),
                            it.app().client());
            assertThat(it.exchange().endAcknowledging().body()).contains("HEAD_MISMATCH");
            RequestStatus status = server.delete(
                            "/v1/requests/" + it.request(), it.app().apiKey())
                    .as(RequestStatus.class);
            it.assertBilled(status, State.CANCELLED, 4);
        }
    }

    @Test
    void what_was_acknowledged_is_written_within_a_moment() throws Exception {
        try (UnderWay it = underWay()) {
            while (server.jdbc()
                    .sql("SELECT sequence FROM acknowledged_head WHERE request = ?")
                    .param(it.request().value())
                    .query(Integer.class)
                    .optional()
                    .isEmpty()) {
                Thread.sleep(20);
            }
        }
    }
}
