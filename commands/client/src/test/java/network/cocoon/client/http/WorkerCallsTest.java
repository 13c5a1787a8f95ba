package network.cocoon.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.WorkerApi;
import network.cocoon.wire.frames.FrameReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerCallsTest {

    private static final RequestId REQUEST = new RequestId("0".repeat(32));
    private static final String NOTICE = "{\"kind\":\"ASSIGNED\",\"request\":\"" + REQUEST + "\",\"key\":\""
            + "1".repeat(64) + "\",\"attempt\":1,\"claimBy\":\"2026-01-01T00:00:00Z\",\"window\":8}";

    private final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
    private final List<String> resumedFrom = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private OperatorApi operator;
    private WorkerCalls worker;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        operator = OperatorApi.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        worker = operator.worker(new WorkerId("gpu_" + "2".repeat(32)), "key");
    }

    @AfterEach
    void stop() {
        operator.close();
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/frames")) {
                FrameReader frames = new FrameReader(exchange.getRequestBody());
                for (Optional<byte[]> frame = frames.read(); frame.isPresent(); frame = frames.read()) {
                    arrived.add(frame.get());
                }
                exchange.sendResponseHeaders(204, -1);
            } else if (path.endsWith("/assignments")) {
                feed(exchange);
            } else {
                byte[] problem =
                        ("{\"type\":\"about:blank\",\"title\":\"Late\",\"status\":409,\"detail\":\"attempt 1 is"
                                        + " over\",\"code\":\"WRONG_ATTEMPT\",\"mustAct\":\"PROVIDER\"}")
                                .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(409, problem.length);
                exchange.getResponseBody().write(problem);
            }
        }
    }

    /** Two notices a line, then the line is lost. */
    private void feed(HttpExchange exchange) throws IOException {
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        resumedFrom.add(String.valueOf(last));
        long from = last == null ? 0 : Long.parseLong(last);
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (long at = Math.max(from, 1); at <= from + 2; at++) {
            out.write((": heartbeat\n\nid: " + at + "\ndata: " + NOTICE + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        out.write("id: 99\ndata: {cut".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFrameArrivesBeforeTheNextIsWritten() throws Exception {
        try (FrameUpload upload = worker.frames(REQUEST)) {
            for (byte i = 1; i <= 50; i++) {
                upload.write(new byte[] {i, 7});
                assertThat(arrived.poll(10, TimeUnit.SECONDS)).containsExactly(i, 7);
            }
            upload.finish();
        }
    }

    @Test
    void aLostFeedIsTakenUpAgainWithoutLossOrRepetition() throws Exception {
        try (AssignmentFeed feed = worker.assignments(0)) {
            for (long position = 1; position <= 5; position++) {
                AssignmentFeed.Item item = feed.take().orElseThrow();
                assertThat(item.position()).isEqualTo(position);
                assertThat(item.notice().request()).isEqualTo(REQUEST);
            }
        }
        assertThat(resumedFrom).containsExactly("null", "2", "4");
    }

    @Test
    void aRefusalKeepsItsCodeAndWhoMustAct() {
        assertThatThrownBy(() -> worker.fail(REQUEST, new WorkerApi.ReportFailure(1, FailureCode.ENGINE_FAILED)))
                .isInstanceOfSatisfying(OperatorProblem.class, problem -> {
                    assertThat(problem.code()).isEqualTo("WRONG_ATTEMPT");
                    assertThat(problem.mustAct()).isEqualTo(Actor.PROVIDER);
                    assertThat(problem.status()).isEqualTo(409);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://operator.example", "ftp://127.0.0.1", "operator.example", "http://127.0.0.1.evil.example"
            })
    void plainHttpLeavesThisMachineNever(String address) {
        assertThatThrownBy(() -> OperatorApi.at(URI.create(address))).isInstanceOf(IllegalArgumentException.class);
    }
}
