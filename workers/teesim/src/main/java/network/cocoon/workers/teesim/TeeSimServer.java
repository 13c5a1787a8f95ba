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

/**
 * The simulator over HTTP on the loopback address, so that a worker uses it as a device and never has it on its class
 * path. Requests: {@code POST /quote}, {@code GET /collateral}, {@code /root}, {@code /measurement}, {@code /platform}.
 */
public final class TeeSimServer implements AutoCloseable {

    private static final int REPORT_DATA = 64;
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
        server.createContext("/quote", exchange -> quote(exchange, tee));
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

    private static void quote(HttpExchange exchange, SoftwareTee tee) throws IOException {
        try (exchange) {
            if (!is(exchange, "POST", "/quote")) {
                answer(exchange, 404, new byte[0]);
                return;
            }
            byte[] reportData = exchange.getRequestBody().readNBytes(REPORT_DATA + 1);
            if (reportData.length == REPORT_DATA) {
                answer(exchange, 200, tee.quote(reportData));
            } else {
                answer(exchange, 400, "REPORTDATA has 64 bytes".getBytes(StandardCharsets.US_ASCII));
            }
        }
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
