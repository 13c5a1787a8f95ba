package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.envelope.FrameFormat;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One side says nothing more and keeps its connections open. Nobody may wait for it longer than the silence allowed between
 * two frames, the node keeps no more than a window of it, and the bill is what was acknowledged.
 */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilenceTest {

    private static final Duration SILENCE = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final int LARGEST = FrameFormat.MAX_FRAME_BYTES - 5;

    private TestServer server;
    private TestNetwork network;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        server = TestServer.start(
                data,
                "cocoon.requests.between-frames=" + SILENCE.toMillis() + "ms",
                "cocoon.requests.watch-every=100ms");
        network = new TestNetwork(server);
        // The first answer of a process is slow, and these are measured.
        underWay(LONG).close();
    }

    @AfterAll
    void stop() throws Exception {
        server.close();
    }

    private UnderWay underWay(Duration life) throws Exception {
        return UnderWay.withSixFramesAndTheHeadOfFour(server, network, life);
    }

    /** Sends on, a head every {@code every} frames, until the relay has taken as many as it may, and one more. */
    private static void sendUntilTheWindowIsClosed(UnderWay it, int upTo, int every, int sealedBytes)
            throws IOException, InterruptedException {
        while (it.stream().frames() <= upTo) {
            it.exchange().send(it.stream().frame(false, sealedBytes));
            if (it.stream().frames() % every == 0) {
                it.exchange().send(it.stream().head());
            }
        }
        while (it.window().frames() < upTo) {
            Thread.sleep(5);
        }
    }

    private long held() {
        return server.bean(RelayHub.class).figures().heldBytes();
    }

    @Test
    void a_reader_that_is_silent_at_a_closed_window_is_given_a_window_and_pays_what_it_acknowledged() throws Exception {
        try (UnderWay it = underWay(LONG)) {
            sendUntilTheWindowIsClosed(it, 4 + Head.DEFAULT_WINDOW, 4, LARGEST);
            long closed = System.nanoTime();
            RequestStatus status = it.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - closed)).isGreaterThan(SILENCE.dividedBy(2));
            it.assertBilled(status, State.FAILED, 4);
            assertThat(status.failure()).isEqualTo(FailureCode.CLIENT_GONE);
            assertThat(it.window().frames()).isEqualTo(4 + Head.DEFAULT_WINDOW);
            assertThat(it.exchange().endUpload().body()).contains("REQUEST_CLOSED");
        }
    }

    @Test
    void a_reader_that_never_came_costs_the_node_one_window() throws Exception {
        try (UnderWay it = UnderWay.withoutReader(server, network, LONG)) {
            long before = held();
            // The largest frames there are: of these the bytes end it before the window does.
            sendUntilTheWindowIsClosed(it, Relay.BOUND / FrameFormat.MAX_FRAME_BYTES, 4, LARGEST);
            assertThat(held() - before)
                    .isGreaterThan(Relay.BOUND - 2L * FrameFormat.MAX_FRAME_BYTES)
                    .isLessThanOrEqualTo(Relay.BOUND);
            RequestStatus status = it.awaitEnd();
            it.assertNotBilled(status, State.FAILED);
            assertThat(status.failure()).isEqualTo(FailureCode.CLIENT_GONE);
        }
    }

    @Test
    void the_deadline_ends_a_silent_reader_that_was_silent_for_less() throws Exception {
        try (UnderWay it = underWay(SILENCE.minusMillis(500))) {
            sendUntilTheWindowIsClosed(it, 4 + Head.DEFAULT_WINDOW, 4, 128);
            it.assertBilled(it.awaitEnd(), State.EXPIRED, 4);
            assertThat(it.exchange().endUpload().body()).contains("REQUEST_CLOSED");
        }
    }

    @Test
    void a_worker_that_is_silent_has_failed_wherever_it_stopped() throws Exception {
        try (UnderWay afterAFrame = underWay(LONG);
                UnderWay afterTheFinalFrame = underWay(LONG);
                UnderWay afterEverything = underWay(LONG)) {
            afterTheFinalFrame.exchange().send(afterTheFinalFrame.stream().frame(true));
            afterEverything.exchange().send(afterEverything.stream().frame(true));
            afterEverything.exchange().send(afterEverything.stream().head());
            afterEverything.exchange().send(afterEverything.stream().receipt());
            long begun = System.nanoTime();

            for (UnderWay it : new UnderWay[] {afterAFrame, afterTheFinalFrame, afterEverything}) {
                RequestStatus status = it.awaitEnd();
                it.assertBilled(status, State.FAILED, 4);
                assertThat(status.failure()).isEqualTo(FailureCode.WORKER_STALLED);
            }
            assertThat(System.nanoTime() - begun)
                    .isBetween(
                            SILENCE.dividedBy(2).toNanos(),
                            SILENCE.plusSeconds(10).toNanos());
        }
    }
}
