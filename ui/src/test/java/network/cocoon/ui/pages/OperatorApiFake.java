package network.cocoon.ui.pages;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.json.CocoonJson;

/** An operator API that takes every order with the right token, or refuses the next one as it was told, and answers what it knows. */
final class OperatorApiFake implements AutoCloseable {

    static final String TOKEN = "ckp_" + "a".repeat(43);

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NO_CONTENT = 204;
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;

    private final HttpServer server;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private volatile String refusal = "";
    private volatile String body = "";

    private OperatorApiFake(HttpServer server) {
        this.server = server;
    }

    static OperatorApiFake start() throws IOException {
        var fake =
                new OperatorApiFake(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        fake.server.createContext("/", fake::answer);
        fake.server.start();
        return fake;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Paths of all orders, refused ones too. */
    List<String> taken() {
        return List.copyOf(taken);
    }

    String lastBody() {
        return body;
    }

    void refuseNext(String code) {
        refusal = code;
    }

    /** What a question gets from now on; one without an answer gets 404. */
    void know(String path, byte[] answer) {
        answers.put(path, answer);
    }

    private void tell(HttpExchange exchange) throws IOException {
        byte[] known = answers.get(exchange.getRequestURI().getPath());
        byte[] answer = known != null
                ? known
                : CocoonJson.mapper()
                        .writeValueAsBytes(new Problem(
                                "", "Unknown", NOT_FOUND, "nothing is known of it", "ESCROW_UNKNOWN", Actor.USER));
        exchange.sendResponseHeaders(known != null ? OK : NOT_FOUND, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                exchange.sendResponseHeaders(UNAUTHORIZED, -1);
                return;
            }
            if ("GET".equals(exchange.getRequestMethod())) {
                tell(exchange);
                return;
            }
            taken.add(exchange.getRequestURI().getPath());
            body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String code = refusal;
            refusal = "";
            if (code.isEmpty()) {
                exchange.sendResponseHeaders(NO_CONTENT, -1);
                return;
            }
            byte[] problem = CocoonJson.mapper()
                    .writeValueAsBytes(new Problem("", "Refused", CONFLICT, code + " in words", code, Actor.OPERATOR));
            exchange.sendResponseHeaders(CONFLICT, problem.length);
            exchange.getResponseBody().write(problem);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
