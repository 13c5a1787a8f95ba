package network.cocoon.workers.gpu.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A server of models on this machine: vLLM's and SGLang's /health, /v1/models, /v1/completions and /v1/embeddings. */
final class Server implements AutoCloseable {

    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration WATCH = Duration.ofMillis(20);
    private static final int MOST_BYTES = 1 << 20;

    private final URI address;
    // Redirects could lead off the machine.
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(SHORT)
            .build();

    /** @throws IllegalArgumentException unless the address is http on the loopback interface */
    Server(URI address) {
        if (!"http".equals(address.getScheme()) || address.getHost() == null || !loopback(address.getHost())) {
            throw new IllegalArgumentException("an upstream server is http on this machine's loopback");
        }
        this.address = address;
    }

    private static boolean loopback(String host) {
        try {
            // A name could mean another machine tomorrow: numbers, and the one name that cannot.
            boolean fixed = host.equals("localhost") || host.matches("[0-9.]+") || host.startsWith("[");
            return fixed && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    boolean healthy() throws InterruptedException {
        try {
            HttpResponse<Void> answer = http.send(get("/health"), HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The name of the one model it serves. */
    String model() throws InterruptedException {
        try {
            HttpResponse<InputStream> answer = http.send(get("/v1/models"), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                byte[] bytes = body.readNBytes(MOST_BYTES);
                var list = JsonMapper.shared().readTree(bytes).path("data");
                String name = list.path(0).path("id").asString("");
                if (answer.statusCode() != 200 || list.size() != 1 || name.isEmpty() || name.length() > 512) {
                    throw Delta.broken("the server does not name exactly one model");
                }
                return name;
            }
        } catch (IOException | JacksonException e) {
            throw Delta.broken("the server does not say what it serves");
        }
    }

    /** The events of an answer; closing the stream makes the server give up. */
    InputStream complete(byte[] body) throws InterruptedException {
        HttpRequest request = post("/v1/completions", "text/event-stream", body, Duration.ofMinutes(10));
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                answer.body().close();
                throw refused(answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw Delta.broken("the server is not there");
        }
    }

    /**
     * A list of vectors, as JSON; empty once cancelled, and the server gives up.
     *
     * @param most bytes
     * @param patience for all of it
     */
    Optional<byte[]> embed(byte[] body, int most, Duration patience, Cancellation cancellation)
            throws InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(
                post("/v1/embeddings", "application/json", body, patience),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), most));
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!cancellation.cancelled() && System.nanoTime() - end < 0) {
                if (done(asked)) {
                    HttpResponse<byte[]> answer = asked.get();
                    if (answer.statusCode() != 200) {
                        throw refused(answer.statusCode());
                    }
                    return Optional.of(answer.body());
                }
            }
        } catch (ExecutionException e) {
            throw Delta.broken("the server gives no vectors");
        } finally {
            asked.cancel(true);
        }
        if (cancellation.cancelled()) {
            return Optional.empty();
        }
        throw Delta.broken("the server is silent");
    }

    private static boolean done(CompletableFuture<?> asked) throws InterruptedException, ExecutionException {
        try {
            asked.get(WATCH.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    private static EngineException refused(int status) {
        boolean busy = status == 429 || status == 503;
        return new EngineException(
                busy ? EngineException.Code.BUSY : EngineException.Code.CRASHED, "the server answers " + status);
    }

    private HttpRequest post(String path, String accepts, byte[] body, Duration patience) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .header("Accept", accepts)
                .timeout(patience)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .timeout(SHORT)
                .GET()
                .build();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
