package network.cocoon.workers.devchain.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import network.cocoon.workers.devchain.chain.Chain;
import network.cocoon.workers.devchain.explorer.Explorer;
import network.cocoon.workers.tvm.EmulatorException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Serves 127.0.0.1 only. Every call is a virtual thread. */
public final class DevchainServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TONCENTER = "/api/v2/";
    private static final int MAX_CALLS = 128;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore calls = new Semaphore(MAX_CALLS);
    private final LocalOnly localOnly;
    private final TonCenterApi tonCenter;
    private final ControlApi control;
    private final Explorer explorer;

    private DevchainServer(HttpServer server, Chain chain) {
        this.server = server;
        this.localOnly = new LocalOnly(server.getAddress().getPort());
        this.tonCenter = new TonCenterApi(chain);
        this.control = new ControlApi(chain);
        this.explorer = new Explorer(chain, server.getAddress().getPort());
    }

    /** @param port 0 for any */
    public static DevchainServer start(Chain chain, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        DevchainServer devchain = new DevchainServer(server, chain);
        server.setExecutor(devchain.threads);
        server.createContext("/", devchain::handle);
        server.start();
        return devchain;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The base address that a client of toncenter's API takes. */
    public String endpoint() {
        return "http://127.0.0.1:" + port() + "/api/v2";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean likeTonCenter = path.startsWith(TONCENTER);
            if (!calls.tryAcquire()) {
                refuse(exchange, likeTonCenter, new ApiProblem(429, "BUSY", "too many calls at once"));
                return;
            }
            try {
                answer(exchange, path, likeTonCenter);
            } catch (ApiProblem e) {
                refuse(exchange, likeTonCenter, e);
            } catch (EmulatorException e) {
                refuse(exchange, likeTonCenter, new ApiProblem(500, "EMULATOR_FAILED", String.valueOf(e.getMessage())));
            } catch (UncheckedIOException e) {
                refuse(exchange, likeTonCenter, new ApiProblem(503, "STORAGE_FAILED", "the log could not be written"));
            } finally {
                calls.release();
            }
        }
    }

    private void answer(HttpExchange exchange, String path, boolean likeTonCenter) throws IOException {
        localOnly.check(exchange.getRequestHeaders());
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("POST")) {
            throw new ApiProblem(405, "WRONG_METHOD", "GET or POST");
        }
        if (likeTonCenter) {
            JsonNode result = tonCenter.call(path.substring(TONCENTER.length()), Params.of(exchange));
            ObjectNode out = JSON.createObjectNode().put("ok", true);
            out.set("result", result);
            json(exchange, 200, "application/json", out);
        } else if (path.startsWith("/devchain/") || path.equals("/faucet")) {
            json(exchange, 200, "application/json", control.call(method + " " + path, Params.of(exchange)));
        } else {
            page(exchange, path);
        }
    }

    private void page(HttpExchange exchange, String path) throws IOException {
        String html = explorer.page(path)
                .orElseThrow(() -> new ApiProblem(404, "NO_SUCH_PAGE", "no such account, transaction or page here"));
        // Bodies of messages are anybody's text: no script runs on these pages.
        exchange.getResponseHeaders()
                .set(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        send(exchange, 200, "text/html; charset=utf-8", html.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpExchange exchange, boolean likeTonCenter, ApiProblem problem) throws IOException {
        String message = String.valueOf(problem.getMessage());
        if (likeTonCenter) {
            ObjectNode out = JSON.createObjectNode()
                    .put("ok", false)
                    .put("error", message)
                    .put("code", problem.status())
                    .put("reason", problem.reason());
            json(exchange, problem.status(), "application/json", out);
        } else {
            ObjectNode out = JSON.createObjectNode()
                    .put("type", "about:blank")
                    .put("status", problem.status())
                    .put("code", problem.reason())
                    .put("detail", message);
            json(exchange, problem.status(), "application/problem+json", out);
        }
    }

    private static void json(HttpExchange exchange, int status, String type, JsonNode body) throws IOException {
        send(exchange, status, type, JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
