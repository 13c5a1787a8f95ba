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
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.ui.security.ActionRefusedException;
import network.cocoon.wire.api.OperatorApi.AllowMeasurement;
import network.cocoon.wire.api.OperatorApi.Because;
import network.cocoon.wire.api.OperatorApi.ListModel;
import network.cocoon.wire.api.OperatorApi.SetPrice;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.json.CocoonJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Sends orders with the operator's token, which is read anew each time: it may have been replaced. */
final class HttpOrders implements Orders {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_TOKEN_BYTES = 1_024;

    private final HttpClient http;
    private final Supplier<URI> api;
    private final Path tokenFile;

    /** @param api where the operator API answers; asked for each order, for a port may be known only after the start */
    HttpOrders(HttpClient http, Supplier<URI> api, Path tokenFile) {
        this.http = http;
        this.api = api;
        this.tokenFile = tokenFile;
    }

    @Override
    public void list(ListModel order) {
        post("/v1/operator/models", order);
    }

    @Override
    public void price(SetPrice order) {
        post("/v1/operator/prices", order);
    }

    @Override
    public void allow(AllowMeasurement order) {
        post("/v1/operator/measurements", order);
    }

    @Override
    public void revoke(Digest measurement, Because because) {
        post("/v1/operator/measurements/" + measurement.hex() + "/revoke", because);
    }

    @Override
    public void close(PeriodId period) {
        post("/v1/operator/periods/" + period.value() + "/close", null);
    }

    @Override
    public void suspend(AccountId account, Because because) {
        post("/v1/operator/accounts/" + account.value() + "/suspend", because);
    }

    @Override
    public void resume(AccountId account) {
        post("/v1/operator/accounts/" + account.value() + "/resume", null);
    }

    @Override
    public void suspend(WorkerId worker, Because because) {
        post("/v1/operator/workers/" + worker.value() + "/suspend", because);
    }

    @Override
    public void resume(WorkerId worker) {
        post("/v1/operator/workers/" + worker.value() + "/resume", null);
    }

    private void post(String path, @Nullable Object body) {
        URI address = api.get();
        try {
            if (!"https".equals(address.getScheme())
                    && !InetAddress.getByName(address.getHost()).isLoopbackAddress()) {
                throw new ActionRefusedException(
                        "API_NOT_SAFE",
                        "The operator's token goes to another machine by https only: correct cocoon.console.api.");
            }
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token())
                    .header("Content-Type", "application/json")
                    .POST(
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofByteArray(
                                            CocoonJson.mapper().writeValueAsBytes(body)))
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw refusal(answer);
            }
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
