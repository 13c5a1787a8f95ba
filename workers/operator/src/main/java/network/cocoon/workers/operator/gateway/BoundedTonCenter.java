package network.cocoon.workers.operator.gateway;

import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import org.ton.ton4j.toncenter.TonCenter;

/**
 * ton4j's client with what it lacks: a bound on an answer, a bound on a whole call, no redirects, and its key in a header
 * instead of the address, which ends up in logs. ton4j 1.3.5 has no way to pass an HTTP client, so its field is replaced;
 * where a later version names it otherwise, this fails at start and not at the first hostile answer.
 */
final class BoundedTonCenter {

    /** Read past the bound, so that the call fails instead of the answer being cut. */
    static final class TooLarge extends IOException {
        TooLarge() {
            super("an answer is larger than is read");
        }
    }

    private BoundedTonCenter() {}

    static TonCenter open(EndpointSettings settings, long maxAnswer) {
        Duration timeout = settings.timeout();
        TonCenter client = TonCenter.builder()
                .endpoint(settings.url().toString())
                .connectTimeout(timeout)
                .readTimeout(timeout)
                .writeTimeout(timeout)
                .build();
        try {
            Field http = TonCenter.class.getDeclaredField("httpClient");
            http.setAccessible(true);
            OkHttpClient built = (OkHttpClient) http.get(client);
            http.set(
                    client,
                    built.newBuilder()
                            .callTimeout(timeout)
                            .followRedirects(false)
                            .addInterceptor(chain -> bounded(chain, settings.apiKey(), maxAnswer))
                            .build());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of ton4j keeps its HTTP client elsewhere", e);
        }
        return client;
    }

    private static Response bounded(Interceptor.Chain chain, Optional<String> apiKey, long maxAnswer)
            throws IOException {
        Request request = apiKey.map(key ->
                        chain.request().newBuilder().header("X-API-Key", key).build())
                .orElseGet(chain::request);
        Response response = chain.proceed(request);
        ResponseBody body = response.body();
        if (body == null) {
            return response;
        }
        try (body) {
            BufferedSource source = body.source();
            if (source.request(maxAnswer + 1)) {
                throw new TooLarge();
            }
            Buffer whole = source.getBuffer().clone();
            return response.newBuilder()
                    .body(ResponseBody.create(whole, body.contentType(), whole.size()))
                    .build();
        }
    }
}
