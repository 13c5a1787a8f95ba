package network.cocoon.workers.operator.collateral;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.cocoon.workers.operator.collateral.CollateralFailure.Code;
import org.jspecify.annotations.Nullable;

/** One GET, bounded in bytes and in time as a whole: a source that drips bytes ends like one that is silent. */
final class BoundedHttp implements AutoCloseable {

    /** Intel's largest answer has some 60 KiB, a revocation list. */
    static final int MAX_BODY = 256 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Optional<String> key;
    private final Duration timeout;

    BoundedHttp(Optional<String> key, Duration timeout) {
        this.key = key;
        this.timeout = timeout;
    }

    /** An answer of status 200. */
    HttpResponse<byte[]> get(URI address) throws CollateralFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(timeout);
        key.ifPresent(it -> request.header("Ocp-Apim-Subscription-Key", it));
        CompletableFuture<HttpResponse<byte[]>> asked =
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY));
        try {
            HttpResponse<byte[]> answer = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.statusCode() != 200) {
                throw new CollateralFailure(code(answer.statusCode()), "status " + answer.statusCode());
            }
            return answer;
        } catch (TimeoutException e) {
            throw new CollateralFailure(Code.TIMED_OUT, "no whole answer within " + timeout);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CollateralFailure(Code.UNREACHABLE, "interrupted");
        } finally {
            asked.cancel(true);
        }
    }

    private static CollateralFailure failure(@Nullable Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return new CollateralFailure(Code.TIMED_OUT, "no connection or no answer in time");
        }
        // The platform's limit says so by its message only.
        boolean tooLarge = cause instanceof IOException
                && String.valueOf(cause.getMessage()).contains("capacity");
        return tooLarge
                ? new CollateralFailure(Code.TOO_LARGE, "more than " + MAX_BODY + " bytes")
                : new CollateralFailure(Code.UNREACHABLE, "the connection failed or broke");
    }

    private static Code code(int status) {
        return switch (status) {
            case 401, 403 -> Code.KEY_REFUSED;
            case 404 -> Code.PLATFORM_UNKNOWN;
            case 429, 503 -> Code.BUSY;
            default -> Code.STATUS;
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
