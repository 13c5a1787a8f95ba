package network.cocoon.workers.gpu.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives the meters to who is on this machine: {@code GET /metrics}, Prometheus' text format. Nothing else, and no way in. */
public final class MetricsServer implements AutoCloseable {

    private static final String PATH = "/metrics";
    private static final int BACKLOG = 8;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PrometheusTextFormatWriter format =
            PrometheusTextFormatWriter.builder().build();

    private MetricsServer(HttpServer server) {
        this.server = server;
    }

    /**
     * On the loopback address only.
     *
     * @param port 0 for any that is free
     * @throws IOException where the port is taken
     */
    public static MetricsServer start(int port, WorkerMeters meters) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        MetricsServer server = new MetricsServer(http);
        http.setExecutor(server.threads);
        http.createContext("/", exchange -> server.answer(exchange, meters));
        http.start();
        return server;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, WorkerMeters meters) throws IOException {
        try (exchange) {
            boolean known = exchange.getRequestURI().getPath().equals(PATH);
            if (!known || !exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(known ? 405 : 404, -1);
                return;
            }
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            format.write(text, meters.registry().scrape());
            exchange.getResponseHeaders().set("Content-Type", format.getContentType());
            exchange.sendResponseHeaders(200, text.size());
            text.writeTo(exchange.getResponseBody());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
