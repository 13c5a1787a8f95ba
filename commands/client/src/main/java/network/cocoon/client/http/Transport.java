package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One connection pool to one operator. Bounded answers, problems as exceptions, retries where a repeat does no harm. */
final class Transport implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int MAX_JSON = 16 * 1024 * 1024;
    private static final int MAX_PROBLEM = 16 * 1024;
    private static final Duration[] BACK_OFF = {Duration.ofMillis(100), Duration.ofMillis(400)};
    private static final Set<Integer> PASSING = Set.of(502, 503, 504);

    private final URI base;
    private final HttpClient client;

    Transport(URI base, ServerTrust trust) throws IOException {
        this.base = checked(base);
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        if (base.getScheme().equals("https")) {
            builder.sslContext(trust.context());
        } else {
            // An upgrade to HTTP/2 in clear text gains nothing on loopback.
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        this.client = builder.build();
    }

    private static URI checked(URI base) {
        String host = base.getHost();
        if (host == null || base.getScheme() == null || base.getQuery() != null) {
            throw new IllegalArgumentException("an operator's address looks like https://operator.example");
        }
        boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        if (!base.getScheme().equals("https") && !(base.getScheme().equals("http") && loopback)) {
            throw new IllegalArgumentException("an operator is reached by https; http only on this machine");
        }
        String text = base.toString();
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** A JSON answer. {@code repeatable}: the call may be sent again where no answer came. */
    <T> T json(Call call, Class<T> type) throws IOException {
        byte[] body = octets(call);
        try {
            T value = CocoonJson.mapper().readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw unexpected(200, "the answer is no " + type.getSimpleName());
        }
        throw unexpected(200, "the answer is empty");
    }

    byte[] octets(Call call) throws IOException {
        for (int attempt = 0; ; attempt++) {
            boolean last = !call.repeatable() || attempt == BACK_OFF.length;
            try (InputStream in = stream(call, ANSWER)) {
                byte[] body = in.readNBytes(call.maxAnswer() + 1);
                if (body.length > call.maxAnswer()) {
                    throw unexpected(200, "the answer is larger than " + call.maxAnswer() + " bytes");
                }
                return body;
            } catch (InterruptedIOException e) {
                if (Thread.currentThread().isInterrupted() || last) {
                    throw e;
                }
            } catch (IOException e) {
                if (last) {
                    throw e;
                }
            } catch (OperatorProblem e) {
                if (last || !PASSING.contains(e.status())) {
                    throw e;
                }
            }
            pause(BACK_OFF[attempt]);
        }
    }

    /** An answer that is read as it comes. The caller closes it; closing early drops the connection. */
    InputStream stream(Call call, @Nullable Duration timeout) throws IOException {
        HttpRequest.Builder request = request(call);
        if (timeout != null) {
            request.timeout(timeout);
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        if (response.statusCode() / 100 != 2) {
            throw problem(response);
        }
        return response.body();
    }

    /** Sends a body that is still being made; the answer comes when it has ended, or earlier if refused. */
    CompletableFuture<HttpResponse<InputStream>> upload(Call call, BodyPublisher body) {
        HttpRequest request = request(call).method(call.method(), body).build();
        return client.sendAsync(request, BodyHandlers.ofInputStream());
    }

    private HttpRequest.Builder request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.path()));
        byte[] body = call.body();
        request.method(call.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (call.contentType() != null) {
            request.header("Content-Type", call.contentType());
        }
        if (call.bearer() != null) {
            request.header("Authorization", "Bearer " + call.bearer());
        }
        call.headers().forEach(request::header);
        return request;
    }

    static OperatorProblem problem(HttpResponse<InputStream> response) throws IOException {
        byte[] body;
        try (InputStream in = response.body()) {
            body = in.readNBytes(MAX_PROBLEM);
        }
        try {
            Problem problem = CocoonJson.mapper().readValue(body, Problem.class);
            String detail = problem.detail() == null ? "" : problem.detail();
            return new OperatorProblem(response.statusCode(), problem.code(), problem.mustAct(), detail);
        } catch (JacksonException e) {
            return unexpected(response.statusCode(), "no problem document");
        }
    }

    static OperatorProblem unexpected(int status, String detail) {
        return new OperatorProblem(status, "UNEXPECTED_ANSWER", Actor.OPERATOR, detail);
    }

    static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while waiting for the operator");
    }

    static void pause(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    static int maxJson() {
        return MAX_JSON;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
