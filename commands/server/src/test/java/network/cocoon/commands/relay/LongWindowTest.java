package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.commands.feed.LogEvents;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app that has paid a provider whole answers has a longer window there, until it breaks one off with frames in hand. */
@Timeout(120)
class LongWindowTest {

    private static final Duration LIFE = Duration.ofMinutes(5);

    /** As much as an answer may cost. */
    private static final TokenUsage ALL = new TokenUsage(80, 0, 20, 0);

    @Test
    void what_a_provider_was_paid_earns_a_longer_window_and_an_answer_broken_off_takes_it_back(@TempDir Path data)
            throws Exception {
        try (TestServer server = TestServer.start(data)) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(2L * WindowBook.PROVEN * network.worstCase());
            Worker worker = network.worker(1);
            payTenAnswers(server, network, app, worker);

            assertThat(window(server, network, app, network.worker(1)))
                    .as("at another provider")
                    .isEqualTo(Head.DEFAULT_WINDOW);
            assertThat(window(server, network, network.app(network.worstCase()), worker))
                    .as("of another app")
                    .isEqualTo(Head.DEFAULT_WINDOW);
            try (UnderWay trusted = UnderWay.of(app, worker, server, network, LIFE)) {
                assertThat(windowOf(server, trusted.request())).isEqualTo(WindowBook.EARNED);
                passesItsWholeWindowUnacknowledgedAndNoMore(trusted);
                cancel(server, app, trusted.request());
            }
            assertThat(window(server, network, app, worker)).as("after that").isEqualTo(Head.DEFAULT_WINDOW);
            // As if an hour had passed; no assignment waits for the book, which is read once a second.
            server.jdbc()
                    .sql("UPDATE window_left SET at = at - ?::interval")
                    .param(WindowBook.REMEMBERED.toString())
                    .update();
            Thread.sleep(1_100);
            assertThat(window(server, network, app, worker)).as("an hour later").isEqualTo(Head.DEFAULT_WINDOW);
        }
    }

    private static void payTenAnswers(TestServer server, TestNetwork network, App app, Worker worker)
            throws InterruptedException {
        CountDownLatch read = new CountDownLatch(WindowBook.PROVEN);
        try (var _ = server.bean(LogEvents.class).subscribe(entry -> {
            if (entry.event() instanceof InferenceEvent.Completed) {
                read.countDown();
            }
        })) {
            for (int i = 0; i < WindowBook.PROVEN; i++) {
                RequestId request =
                        network.submit(app, network.seal(app, worker)).request();
                assertThat(windowOf(server, request)).isEqualTo(Head.DEFAULT_WINDOW);
                RequestStatus paid = server.post(
                                "/v1/workers/" + worker.worker() + "/requests/" + request + "/completion",
                                worker.apiKey(),
                                network.receipt(worker, request, ALL))
                        .as(RequestStatus.class);
                assertThat(paid.state()).isEqualTo(State.COMPLETED);
            }
            assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void passesItsWholeWindowUnacknowledgedAndNoMore(UnderWay it) throws Exception {
        it.exchange().startDownload();
        it.exchange().next(ResponseMessage.Opening.class);
        for (int i = 0; i < WindowBook.EARNED; i++) {
            it.exchange().send(it.stream().frame(false));
            it.exchange().next(ResponseMessage.Frame.class);
        }
        it.exchange().startAcknowledging();
        it.exchange().send(it.stream().head());
        it.exchange().send(it.stream().frame(false));
        ResponseMessage.SignedHead head = it.exchange().next(ResponseMessage.SignedHead.class);
        assertThat(it.window().frames()).isEqualTo(WindowBook.EARNED);
        it.exchange().acknowledge(head);
        it.exchange().next(ResponseMessage.Frame.class);
    }

    private static int window(TestServer server, TestNetwork network, App app, Worker worker) {
        RequestId request = network.submit(app, network.seal(app, worker)).request();
        int window = windowOf(server, request);
        cancel(server, app, request);
        return window;
    }

    private static void cancel(TestServer server, App app, RequestId request) {
        RequestStatus status =
                server.delete("/v1/requests/" + request, app.apiKey()).as(RequestStatus.class);
        assertThat(status.state()).isEqualTo(State.CANCELLED);
    }

    private static int windowOf(TestServer server, RequestId request) {
        return server.jdbc()
                .sql("SELECT relay_window FROM inference_request WHERE request = ?")
                .param(request.value())
                .query(Integer.class)
                .single();
    }
}
