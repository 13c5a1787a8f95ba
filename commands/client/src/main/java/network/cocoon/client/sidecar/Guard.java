package network.cocoon.client.sidecar;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import network.cocoon.client.openai.OpenAiException;
import org.jspecify.annotations.Nullable;

/**
 * Who may speak to the sidecar: programs on this machine that know its key. A web page cannot, though it may reach the
 * port: its Host is a name that was bent to 127.0.0.1, or its Origin is its own.
 */
final class Guard {

    private final Set<String> hosts;
    private final Set<String> origins;
    private final byte[] bearer;

    Guard(int port, String key) {
        this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
        this.origins = Set.of("http://localhost:" + port, "http://127.0.0.1:" + port, "http://[::1]:" + port);
        this.bearer = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    }

    /** Throws {@link OpenAiException} (403) for a call that came through a browser's back door. */
    void checkPlace(Headers headers) {
        String host = only(headers.get("Host"));
        if (host == null || !hosts.contains(host)) {
            throw new OpenAiException(403, "invalid_request_error", null, "wrong_host", "Host must be this machine");
        }
        List<String> origin = headers.get("Origin");
        if (origin != null && !(origin.size() == 1 && origins.contains(origin.getFirst()))) {
            throw new OpenAiException(
                    403, "invalid_request_error", null, "wrong_origin", "web pages of other origins are refused");
        }
    }

    /** Throws {@link OpenAiException} (401) without the key. Compares in constant time. */
    void checkKey(Headers headers) {
        String given = only(headers.get("Authorization"));
        byte[] bytes = given == null ? new byte[0] : given.getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(bytes, bearer)) {
            throw new OpenAiException(
                    401, "invalid_request_error", null, "invalid_api_key", "the sidecar's key is missing or wrong");
        }
    }

    private static @Nullable String only(@Nullable List<String> values) {
        return values == null || values.size() != 1 ? null : values.getFirst();
    }
}
