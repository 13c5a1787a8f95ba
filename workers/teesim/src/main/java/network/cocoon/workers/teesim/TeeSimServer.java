package network.cocoon.workers.teesim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.cocoon.domain.attestation.gpu.GpuJson;
import network.cocoon.domain.kernel.Bytes;

/**
 * The simulator over HTTP on the loopback address, so that a worker uses it as a device and never has it on its class
 * path. Requests: {@code POST /quote}, {@code /gpu-evidence}, {@code GET /collateral}, {@code /root}, {@code /measurement}, {@code /platform}.
 */
public final class TeeSimServer implements AutoCloseable {

    private static final int REPORT_DATA = 64;
    private static final int NONCE = 32;
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final ExecutorService threads;

    private TeeSimServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Listens on 127.0.0.1; port 0 takes any free one. */
    public static TeeSimServer start(SoftwareTee tee, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), BACKLOG);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        post(server, "/quote", REPORT_DATA, tee::quote);
        post(server, "/gpu-evidence", NONCE, nonce -> GpuJson.write(tee.gpus(Bytes.of(nonce))));
        get(server, "/collateral", () -> tee.collateral().encode());
        get(server, "/root", tee::rootDer);
        get(server, "/measurement", () -> tee.measurement().encode());
        get(server, "/platform", () -> tee.platformId().getBytes(StandardCharsets.US_ASCII));
        server.start();
        return new TeeSimServer(server, threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private static void post(HttpServer server, String path, int length, UnaryOperator<byte[]> body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (!is(exchange, "POST", path)) {
                    answer(exchange, 404, new byte[0]);
                    return;
                }
                byte[] asked = exchange.getRequestBody().readNBytes(length + 1);
                if (asked.length == length) {
                    answer(exchange, 200, body.apply(asked));
                } else {
                    answer(exchange, 400, (path + " takes " + length + " bytes").getBytes(StandardCharsets.US_ASCII));
                }
            }
        });
    }

    private static void get(HttpServer server, String path, Supplier<byte[]> body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                boolean asked = is(exchange, "GET", path);
                answer(exchange, asked ? 200 : 404, asked ? body.get() : new byte[0]);
            }
        });
    }

    private static boolean is(HttpExchange exchange, String method, String path) {
        return exchange.getRequestMethod().equals(method)
                && exchange.getRequestURI().getPath().equals(path);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
