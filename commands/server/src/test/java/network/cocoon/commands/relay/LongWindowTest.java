package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app that has paid many whole answers has a longer window, until it breaks one off with frames in hand. */
@Timeout(120)
class LongWindowTest {

    private static final Duration LIFE = Duration.ofMinutes(5);

    @Test
    void a_hundred_paid_answers_earn_a_longer_window_and_one_broken_off_takes_it_back(@TempDir Path data)
            throws Exception {
        try (TestServer server = TestServer.start(data)) {
            TestNetwork network = new TestNetwork(server);
            App app = network.app(2L * WindowBook.PROVEN * network.worstCase());
            Worker worker = network.worker(1);
            for (int i = 0; i < WindowBook.PROVEN; i++) {
                RequestId request =
                        network.submit(app, network.seal(app, worker)).request();
                assertThat(windowOf(server, request)).isEqualTo(Head.DEFAULT_WINDOW);
                pay(server, network, worker, request);
            }
            try (UnderWay trusted = UnderWay.of(app, server, network, LIFE)) {
                assertThat(windowOf(server, trusted.request())).isEqualTo(WindowBook.EARNED);
                assertThat(trusted.window().attempt().window()).isEqualTo(WindowBook.EARNED);
                passesItsWholeWindowUnacknowledged(trusted);
                breakOff(server, trusted);
            }
            // No assignment waits for the book: it is read once a second.
            Thread.sleep(1_100);
            RequestId after = network.submit(app, network.seal(app, worker)).request();
            assertThat(windowOf(server, after)).isEqualTo(Head.DEFAULT_WINDOW);
            assertThat(windowOf(server, anotherApps(network, worker)))
                    .as("what one app paid is no other's")
                    .isEqualTo(Head.DEFAULT_WINDOW);
        }
    }

    private static void pay(TestServer server, TestNetwork network, Worker worker, RequestId request) {
        RequestStatus paid = server.post(
                        "/v1/workers/" + worker.worker() + "/requests/" + request + "/completion",
                        worker.apiKey(),
                        network.receipt(worker, request, new TokenUsage(30, 0, 20, 0)))
                .as(RequestStatus.class);
        assertThat(paid.state()).isEqualTo(State.COMPLETED);
    }

    private static void passesItsWholeWindowUnacknowledged(UnderWay it) throws Exception {
        it.exchange().startDownload();
        it.exchange().next(ResponseMessage.Opening.class);
        for (int i = 0; i < WindowBook.EARNED; i++) {
            it.exchange().send(it.stream().frame(false));
            it.exchange().next(ResponseMessage.Frame.class);
        }
    }

    private static void breakOff(TestServer server, UnderWay it) {
        RequestStatus status =
                server.delete("/v1/requests/" + it.request(), it.app().apiKey()).as(RequestStatus.class);
        assertThat(status.state()).isEqualTo(State.CANCELLED);
    }

    private static RequestId anotherApps(TestNetwork network, Worker worker) {
        App other = network.app(network.worstCase());
        return network.submit(other, network.seal(other, network.worker(1), worker))
                .request();
    }

    private static int windowOf(TestServer server, RequestId request) {
        return server.jdbc()
                .sql("SELECT relay_window FROM inference_request WHERE request = ?")
                .param(request.value())
                .query(Integer.class)
                .single();
    }
}
