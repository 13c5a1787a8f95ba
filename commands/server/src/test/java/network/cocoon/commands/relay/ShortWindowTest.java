package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestServer;
import network.cocoon.commands.admission.WindowBook;
import network.cocoon.domain.envelope.Head;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.ResponseMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An app that keeps breaking answers off with frames in hand is given one frame at a time, for an hour. */
@Timeout(60)
class ShortWindowTest {

    private static final Duration LIFE = Duration.ofMinutes(5);

    @Test
    void the_fourth_answer_comes_frame_by_frame_and_after_an_hour_by_windows_again(@TempDir Path data)
            throws Exception {
        try (TestServer server = TestServer.start(data)) {
            TestNetwork network = new TestNetwork(server);
            App app = UnderWay.app(network);
            for (int i = 0; i < WindowBook.OFTEN; i++) {
                try (UnderWay it = UnderWay.of(app, server, network, LIFE)) {
                    assertThat(it.window().attempt().window()).isEqualTo(Head.DEFAULT_WINDOW);
                    it.exchange().startDownload();
                    it.exchange().next(ResponseMessage.Opening.class);
                    it.exchange().send(it.stream().frame(false));
                    it.exchange().next(ResponseMessage.Frame.class);
                    cancel(server, it);
                }
            }
            letTheBookBeReadAgain();

            try (UnderWay fourth = UnderWay.of(app, server, network, LIFE)) {
                assertThat(fourth.window().attempt().window()).isEqualTo(1);
                comesFrameByFrame(fourth);
                fourth.assertCost(cancel(server, fourth), 1);
            }
            assertThat(windows(server, app)).containsExactly(8, 8, 8, 1);

            // As if an hour had passed: what it remembers is that much older.
            server.jdbc()
                    .sql("UPDATE window_left SET at = at - ?::interval")
                    .param(WindowBook.REMEMBERED.toString())
                    .update();
            letTheBookBeReadAgain();
            try (UnderWay later = UnderWay.of(app, server, network, LIFE)) {
                assertThat(later.window().attempt().window()).isEqualTo(Head.DEFAULT_WINDOW);
                cancel(server, later);
            }
        }
    }

    private static void comesFrameByFrame(UnderWay it) throws Exception {
        it.exchange().startDownload();
        it.exchange().startAcknowledging();
        it.exchange().next(ResponseMessage.Opening.class);
        it.exchange().send(it.stream().frame(false));
        it.exchange().send(it.stream().head());
        it.exchange().send(it.stream().frame(false));
        it.exchange().next(ResponseMessage.Frame.class);
        ResponseMessage.SignedHead head = it.exchange().next(ResponseMessage.SignedHead.class);
        assertThat(it.window().frames()).isEqualTo(1);
        it.exchange().acknowledge(head);
        it.exchange().next(ResponseMessage.Frame.class);
        assertThat(it.window().acknowledged()).isEqualTo(1);
    }

    private static RequestStatus cancel(TestServer server, UnderWay it) {
        RequestStatus status =
                server.delete("/v1/requests/" + it.request(), it.app().apiKey()).as(RequestStatus.class);
        assertThat(status.state()).isEqualTo(State.CANCELLED);
        return status;
    }

    /** No assignment waits for the book: it is read once a second. */
    private static void letTheBookBeReadAgain() throws InterruptedException {
        Thread.sleep(1_100);
    }

    private static List<Integer> windows(TestServer server, App app) {
        return server.jdbc()
                .sql("SELECT relay_window FROM inference_request WHERE account = ? ORDER BY at")
                .param(app.account().value())
                .query(Integer.class)
                .list();
    }
}
