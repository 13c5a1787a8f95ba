package network.cocoon.commands.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import network.cocoon.commands.TestNetwork;
import network.cocoon.commands.TestNetwork.App;
import network.cocoon.commands.TestNetwork.Worker;
import network.cocoon.commands.TestServer;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.frames.ResponseMessage;

/** An answer under way over HTTP, of a worker and, as a rule, an app of its own: what they have or lack is its doing. */
final class UnderWay implements AutoCloseable {

    private static final int REQUESTS = 10;
    private static final int FRAMES_TO_NOBODY = 4;

    /** Of five milliseconds each. */
    private static final int LOOKS = 2_000;

    private final TestServer server;
    private final TestNetwork network;
    private final App app;
    private final Worker worker;
    private final RequestId request;
    private final Exchange exchange;
    private final Stream stream;

    private UnderWay(TestServer server, TestNetwork network, App app, Worker worker, Duration life) throws IOException {
        this.server = server;
        this.network = network;
        this.app = app;
        this.worker = worker;
        request = network.submit(app, network.seal(app, life, worker)).request();
        exchange = new Exchange(server, app, request);
        stream = new Stream(network.headerHash(request), worker.key(), 1, worker.receiptKey());
        exchange.startUpload(worker);
        exchange.send(stream.opening());
    }

    /** The worker has begun; nobody has come to read. */
    static UnderWay withoutReader(TestServer server, TestNetwork network, Duration life) throws IOException {
        return of(app(network), server, network, life);
    }

    /** The same for an app that has asked before. */
    static UnderWay of(App app, TestServer server, TestNetwork network, Duration life) throws IOException {
        return of(app, network.worker(1), server, network, life);
    }

    /** The same with a worker that has answered before. */
    static UnderWay of(App app, Worker worker, TestServer server, TestNetwork network, Duration life)
            throws IOException {
        return new UnderWay(server, network, app, worker, life);
    }

    static App app(TestNetwork network) {
        return network.app(REQUESTS * network.worstCase());
    }

    /** Six frames are delivered, and the head of the first four is acknowledged. */
    static UnderWay withSixFramesAndTheHeadOfFour(TestServer server, TestNetwork network, Duration life)
            throws Exception {
        UnderWay it = withoutReader(server, network, life);
        it.exchange.startDownload();
        it.exchange.startAcknowledging();
        it.exchange.next(ResponseMessage.Opening.class);
        it.deliver(4);
        it.exchange.send(it.stream.head());
        it.exchange.acknowledge(it.exchange.next(ResponseMessage.SignedHead.class));
        it.deliver(2);
        it.awaitAcknowledged(4);
        return it;
    }

    private void deliver(int frames) throws IOException {
        for (int i = 0; i < frames; i++) {
            exchange.send(stream.frame(false));
            exchange.next(ResponseMessage.Frame.class);
        }
    }

    App app() {
        return app;
    }

    Worker worker() {
        return worker;
    }

    RequestId request() {
        return request;
    }

    Exchange exchange() {
        return exchange;
    }

    Stream stream() {
        return stream;
    }

    /** The rule that the answer passes by on the node, once its worker has come. */
    RelayWindow window() throws InterruptedException {
        while (true) {
            RelayWindow window =
                    server.bean(RelayHub.class).find(request).map(Relay::window).orElse(null);
            if (window != null) {
                return window;
            }
            Thread.sleep(5);
        }
    }

    void awaitAcknowledged(int frames) throws InterruptedException {
        while (window().acknowledged() < frames) {
            Thread.sleep(5);
        }
    }

    /**
     * The loss of a reader shows when something is written to it, as a rule the second time: frames one by one, each once
     * the one before was taken, until the request has ended or no window is left.
     */
    static RequestStatus writtenToNobody(
            TestServer server, TestNetwork network, App app, RequestId request, Exchange exchange, Stream stream)
            throws IOException, InterruptedException {
        RequestStatus status = network.status(app, request);
        int sent = 0;
        int before = -1;
        for (int look = 0; look < LOOKS && status.state() == State.ASSIGNED; look++) {
            int passed = passed(server, request);
            if (passed != before && sent < FRAMES_TO_NOBODY) {
                before = passed;
                exchange.send(stream.frame(false));
                sent++;
            }
            Thread.sleep(5);
            status = network.status(app, request);
        }
        return status;
    }

    /** Frames that the relay has given away; none where it gives no more. */
    private static int passed(TestServer server, RequestId request) {
        return server.bean(RelayHub.class)
                .find(request)
                .map(Relay::window)
                .map(RelayWindow::frames)
                .orElse(-1);
    }

    RequestStatus awaitEnd() throws InterruptedException {
        RequestStatus status = network.status(app, request);
        while (status.state() == State.ASSIGNED) {
            Thread.sleep(10);
            status = network.status(app, request);
        }
        return status;
    }

    /** The price rule once more, with the test network's price of 20 nanoton a token, even multipliers, coefficient 1. */
    private static long cost(int frames) {
        return BigInteger.valueOf(Stream.PROMPT + (long) Stream.A_FRAME * frames)
                .multiply(BigInteger.valueOf(20))
                .longValueExact();
    }

    /** Bill, usage, what came back to the account, the slot, and who gets how much of it. */
    void assertBilled(RequestStatus status, State state, int frames) {
        assertThat(status.state()).isEqualTo(state);
        assertCost(status, frames);
        assertThat(status.usage()).isEqualTo(Stream.usage(frames));
        assertThat(network.free(app)).isEqualTo(REQUESTS * network.worstCase() - cost(frames));
        assertThat(network.inUse(worker)).isZero();
        assertThat(accrued("reward + fee")).isEqualTo(cost(frames));
        assertThat(accrued("reward")).isEqualTo(cost(frames) * 95 / 100);
    }

    void assertCost(RequestStatus status, int frames) {
        assertThat(Objects.requireNonNull(status.cost()).value()).isEqualTo(cost(frames));
    }

    private long accrued(String what) {
        return server.jdbc()
                .sql("SELECT " + what + " FROM accrual WHERE request = ?")
                .param(request.value())
                .query(Long.class)
                .single();
    }

    void assertNotBilled(RequestStatus status, State state) {
        assertThat(status.state()).isEqualTo(state);
        assertThat(status.cost()).isNull();
        assertThat(network.free(app)).isEqualTo(REQUESTS * network.worstCase());
        assertThat(network.inUse(worker)).isZero();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
