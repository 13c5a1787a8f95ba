package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An answer comes on the line of its submission where the client takes it there and it passes there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnOneLineTest {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String FRAMES = "200 " + FrameWriter.CONTENT_TYPE;
    private static final String STATUS = "202 application/json";

    private TestServer server;
    private TestNetwork network;
    private App app;
    private Worker worker;
    private SubmitRequest submission;
    private RequestId request;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(data);
        network = new TestNetwork(server);
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    @BeforeEach
    void seal() {
        app = UnderWay.app(network);
        worker = network.worker(1);
        submission = network.seal(app, LIFE, worker);
        request = HeaderCodec.decode(submission.header()).header().request();
    }

    private Stream begin(Exchange exchange) throws Exception {
        assertThat(exchange.submitAndRead(submission)).isEqualTo(FRAMES);
        Stream stream = new Stream(network.headerHash(request), worker.key(), 1, worker.receiptKey());
        exchange.startUpload(worker);
        exchange.send(stream.opening());
        exchange.next(ResponseMessage.Opening.class);
        exchange.send(stream.frame(false));
        exchange.next(ResponseMessage.Frame.class);
        return stream;
    }

    @Test
    void it_comes_there_and_ends_with_the_request() throws Exception {
        try (Exchange exchange = new Exchange(server, app, request)) {
            begin(exchange);
            server.delete("/v1/requests/" + request, app.apiKey());
            assertThat(exchange.next()).isEmpty();
        }
    }

    @Test
    void whoever_hangs_up_there_is_gone() throws Exception {
        try (Exchange exchange = new Exchange(server, app, request)) {
            Stream stream = begin(exchange);
            exchange.killClient();
            RequestStatus status = UnderWay.writtenToNobody(server, network, app, request, exchange, stream);
            assertThat(status.state()).isEqualTo(State.FAILED);
            assertThat(status.failure()).isEqualTo(FailureCode.CLIENT_GONE);
        }
    }

    @Test
    void the_same_submission_again_gets_the_status_for_the_answer_is_read() throws Exception {
        try (Exchange exchange = new Exchange(server, app, request);
                Exchange again = new Exchange(server, app, request)) {
            begin(exchange);
            assertThat(again.submitAndRead(submission)).isEqualTo(STATUS);
        }
    }

    @Test
    void one_that_waits_for_a_slot_gets_the_status() throws Exception {
        SubmitRequest second = network.seal(app, LIFE, worker);
        try (Exchange exchange = new Exchange(server, app, request)) {
            begin(exchange);
            assertThat(exchange.submitAndRead(second)).isEqualTo(STATUS);
        }
    }

    @Test
    void who_takes_no_frames_gets_the_status() {
        assertThat(network.submit(app, submission).state()).isEqualTo(State.ASSIGNED);
    }

    @Test
    void nobody_is_told_that_it_was_accepted_by_a_commit_that_does_not_wait_for_the_disk() throws Exception {
        server.jdbc().sql("CREATE TABLE commit_seen (request text, waits text)").update();
        server.jdbc().sql("""
                CREATE FUNCTION see_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO commit_seen VALUES (NEW.request, current_setting('synchronous_commit'));
                    RETURN NULL;
                END $$""").update();
        server.jdbc()
                .sql("CREATE TRIGGER see AFTER INSERT ON request_blob FOR EACH ROW EXECUTE FUNCTION see_commit()")
                .update();
        try (Exchange exchange = new Exchange(server, app, request)) {
            begin(exchange);
            assertThat(commitOf(submission))
                    .as("its reader hears of it by its worker")
                    .isEqualTo("off");
            SubmitRequest queued = network.seal(app, LIFE, worker);
            assertThat(exchange.submitAndRead(queued)).isEqualTo(STATUS);
            assertThat(commitOf(queued)).as("it waits for a worker").isEqualTo("on");
        }
        SubmitRequest told = network.seal(app, LIFE, network.worker(1));
        assertThat(network.submit(app, told).state()).isEqualTo(State.ASSIGNED);
        assertThat(commitOf(told)).as("its app takes no frames").isEqualTo("on");
        server.jdbc().sql("DROP FUNCTION see_commit CASCADE").update();
    }

    /** A row that was locked names the locking transaction, and that one's commit waits for the disk. */
    @Test
    void nor_is_whoever_submits_it_again() throws Exception {
        try (Exchange exchange = new Exchange(server, app, request);
                Exchange again = new Exchange(server, app, request)) {
            begin(exchange);
            String before = lockedBy();
            assertThat(again.submitAndRead(submission)).isEqualTo(STATUS);
            assertThat(lockedBy()).isNotEqualTo(before);
        }
    }

    private String lockedBy() {
        return server.jdbc()
                .sql("SELECT xmax::text FROM inference_request WHERE request = ?")
                .param(request.value())
                .query(String.class)
                .single();
    }

    private String commitOf(SubmitRequest submitted) {
        return server.jdbc()
                .sql("SELECT waits FROM commit_seen WHERE request = ?")
                .param(HeaderCodec.decode(submitted.header()).header().request().value())
                .query(String.class)
                .single();
    }
}
