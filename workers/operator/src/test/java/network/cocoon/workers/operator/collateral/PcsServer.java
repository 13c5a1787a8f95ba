package network.cocoon.workers.operator.collateral;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import network.cocoon.domain.attestation.json.JsonObject;

/** Intel's interface on this machine, with real answers; one of its answers can be spoilt. */
final class PcsServer implements AutoCloseable {

    /** What goes wrong, with the answer whose path holds {@link #at}. */
    record Fault(String at, UnaryOperator<Reply> spoil) {}

    /**
     * @param pause before each byte of the body, in milliseconds
     * @param length of the body that is announced; -1 for its own
     */
    record Reply(int status, String header, String chain, byte[] body, int pause, int length) {

        Reply status(int other) {
            return new Reply(other, header, chain, body, pause, length);
        }

        Reply chain(String other) {
            return new Reply(status, header, other, body, pause, length);
        }

        Reply header(String other) {
            return new Reply(status, other, chain, body, pause, length);
        }

        Reply body(byte[] other) {
            return new Reply(status, header, chain, other, pause, length);
        }

        Reply dripping(int millis) {
            return new Reply(status, header, chain, body, millis, length);
        }

        Reply announced(int bytes) {
            return new Reply(status, header, chain, body, pause, bytes);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile JsonObject bundle;
    private volatile Fault fault = new Fault("nowhere", UnaryOperator.identity());
    private volatile boolean cache;

    PcsServer(JsonObject bundle) throws IOException {
        this.bundle = bundle;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    void serves(JsonObject other) {
        bundle = other;
    }

    void spoils(String at, UnaryOperator<Reply> how) {
        fault = new Fault(at, how);
    }

    void mends() {
        spoils("nowhere", UnaryOperator.identity());
    }

    /** As Intel's cache does, which writes lists in hexadecimal. */
    void likeACache() {
        cache = true;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(path + (exchange.getRequestHeaders().containsKey("Ocp-Apim-Subscription-Key") ? " key" : ""));
            Reply reply = reply(path);
            Fault now = fault;
            send(exchange, path.contains(now.at()) ? now.spoil().apply(reply) : reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(String path) {
        JsonObject now = bundle;
        if (path.startsWith("/tdx/certification/v4/tcb?fmspc=")) {
            return reply(
                    "TCB-Info-Issuer-Chain", "tcb_info_issuer_chain", RealAnswers.signed(now, "tcb_info", "tcbInfo"));
        }
        if (path.equals("/tdx/certification/v4/qe/identity")) {
            return reply(
                    "SGX-Enclave-Identity-Issuer-Chain",
                    "qe_identity_issuer_chain",
                    RealAnswers.signed(now, "qe_identity", "enclaveIdentity"));
        }
        if (path.startsWith("/sgx/certification/v4/pckcrl?ca=")) {
            return reply("SGX-PCK-CRL-Issuer-Chain", "pck_crl_issuer_chain", list("pck_crl"));
        }
        if (path.equals("/sgx/certification/v4/rootcacrl")) {
            return new Reply(200, "X-None", "none", list("root_ca_crl"), 0, -1);
        }
        return new Reply(404, "X-None", "none", new byte[0], 0, -1);
    }

    private Reply reply(String header, String chain, byte[] body) {
        String encoded = URLEncoder.encode(RealAnswers.text(bundle, chain), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return new Reply(200, header, encoded, body, 0, -1);
    }

    private byte[] list(String member) {
        byte[] der = RealAnswers.hex(bundle, member);
        return cache ? HexFormat.of().formatHex(der).getBytes(StandardCharsets.US_ASCII) : der;
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set(reply.header(), reply.chain());
        int length = reply.length() < 0 ? reply.body().length : reply.length();
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        if (reply.pause() == 0) {
            exchange.getResponseBody().write(reply.body());
            return;
        }
        for (byte one : reply.body()) {
            Thread.sleep(reply.pause());
            exchange.getResponseBody().write(one);
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
