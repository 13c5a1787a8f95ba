package network.cocoon.ui.orders;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Calls the operator API with the operator's token, which is read anew each time: it may have been replaced. */
public final class OperatorHttp {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_TOKEN_BYTES = 1_024;

    private final HttpClient http;
    private final Supplier<URI> api;
    private final Path tokenFile;

    /** @param api where the operator API answers; asked for each call, for a port may be known only after the start */
    OperatorHttp(HttpClient http, Supplier<URI> api, Path tokenFile) {
        this.http = http;
        this.api = api;
        this.tokenFile = tokenFile;
    }

    /** Throws {@link ActionRefusedException} with the API's own code where it refuses. */
    public byte[] get(String path) {
        return send(path, HttpRequest.Builder::GET);
    }

    void post(String path, @Nullable Object body) {
        var content = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(CocoonJson.mapper().writeValueAsBytes(body));
        send(path, request -> request.header("Content-Type", "application/json").POST(content));
    }

    private byte[] send(String path, UnaryOperator<HttpRequest.Builder> how) {
        URI address = api.get();
        try {
            if (!"https".equals(address.getScheme())
                    && !InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
                throw new ActionRefusedException(
                        "API_NOT_SAFE",
                        "The operator's token goes to another machine by https only: correct cocoon.console.api.");
            }
            HttpRequest request = how.apply(HttpRequest.newBuilder(address.resolve(path))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token()))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw refusal(answer);
            }
            return answer.body();
        } catch (IOException e) {
            throw new ActionRefusedException(
                    "API_UNREACHABLE",
                    "The operator API does not answer at " + address + ". Look whether a node with the role api runs,"
                            + " and at the setting cocoon.console.api; then try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionRefusedException("INTERRUPTED", "The console is stopping: try again in a moment.");
        }
    }

    private static ActionRefusedException refusal(HttpResponse<byte[]> answer) {
        try {
            Problem problem = CocoonJson.mapper().readValue(answer.body(), Problem.class);
            String detail = problem.detail() == null ? "no more was said" : problem.detail();
            return new ActionRefusedException(problem.code(), problem.title() + ": " + detail + ".");
        } catch (JacksonException e) {
            return new ActionRefusedException(
                    "API_" + answer.statusCode(),
                    "The operator API answered " + answer.statusCode() + " and no reason. Its log says more.");
        }
    }

    private String token() throws IOException {
        try {
            if (Files.size(tokenFile) > MAX_TOKEN_BYTES) {
                throw new IOException("not a token");
            }
            return Files.readString(tokenFile, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new ActionRefusedException(
                    "NO_TOKEN",
                    "This node cannot read the operator's token: set cocoon.operator.token-file to a copy of it that"
                            + " only this process can read.");
        }
    }
}
