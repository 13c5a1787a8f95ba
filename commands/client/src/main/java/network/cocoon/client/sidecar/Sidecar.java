package network.cocoon.client.sidecar;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import network.cocoon.client.ask.AskException;
import network.cocoon.client.ask.Asker;
import network.cocoon.client.http.OperatorApi;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.client.openai.ChatJson;
import network.cocoon.client.openai.ModelsJson;
import network.cocoon.client.openai.OpenAiException;

/** Serves 127.0.0.1 only. Every call is a virtual thread. */
public final class Sidecar implements AutoCloseable {

    private static final int MAX_BODY = 8 * 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Guard guard;
    private final OperatorApi operator;
    private final ChatHandler chat;
    private final EmbeddingsHandler embeddings;
    private final InstantSource clock;

    private Sidecar(
            HttpServer server,
            String key,
            OperatorApi operator,
            Asker asker,
            String trust,
            InstantSource clock,
            Consumer<String> progress) {
        this.server = server;
        this.guard = new Guard(server.getAddress().getPort(), key);
        this.operator = operator;
        AnswerHeaders headers = new AnswerHeaders(trust, progress);
        this.chat = new ChatHandler(asker, new PrefixSecrets(key), headers, clock);
        this.embeddings = new EmbeddingsHandler(asker, headers, clock);
        this.clock = clock;
    }

    /**
     * @param port  0 for any
     * @param key   what callers send as bearer
     * @param trust INTEL or SIMULATED, told in every answer
     */
    public static Sidecar start(
            int port,
            String key,
            OperatorApi operator,
            Asker asker,
            String trust,
            InstantSource clock,
            Consumer<String> progress)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        Sidecar sidecar = new Sidecar(server, key, operator, asker, trust, clock, progress);
        server.setExecutor(sidecar.threads);
        server.createContext("/", sidecar::handle);
        server.start();
        return sidecar;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                route(exchange);
            } catch (OpenAiException e) {
                Reply.error(exchange, e);
            } catch (AskException e) {
                Reply.error(exchange, Errors.of(e));
            } catch (OperatorProblem e) {
                Reply.error(exchange, Errors.of(e));
            }
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        guard.checkPlace(exchange.getRequestHeaders());
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        if (call.equals("GET /health")) {
            Reply.json(exchange, 200, "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8));
            return;
        }
        guard.checkKey(exchange.getRequestHeaders());
        switch (call) {
            case "GET /v1/models" -> Reply.json(exchange, 200, ModelsJson.list(operator.models(), clock.instant()));
            case "POST /v1/chat/completions" -> chat.handle(exchange);
            case "POST /v1/embeddings" -> embeddings.handle(exchange);
            default -> throw new OpenAiException(404, "invalid_request_error", null, "not_found", "no such call here");
        }
    }

    /** What was sent. Throws {@link OpenAiException} (413) beyond what any request needs. */
    static byte[] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new OpenAiException(
                    413, "invalid_request_error", null, "body_too_large", "at most " + MAX_BODY + " bytes");
        }
        return body;
    }

    /** Takes no new calls, and gives those in flight a second. */
    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }

    /** Writes whole answers. */
    static final class Reply {

        private Reply() {}

        static void json(HttpExchange exchange, int status, byte[] body) throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }

        static void error(HttpExchange exchange, OpenAiException error) throws IOException {
            if (exchange.getResponseCode() == -1) {
                error.retryAfter().ifPresent(seconds -> exchange.getResponseHeaders()
                        .set("Retry-After", Integer.toString(seconds)));
                json(exchange, error.status(), ChatJson.error(error));
            }
        }
    }
}
