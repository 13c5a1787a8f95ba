package network.cocoon.workers.devchain.http;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Set;

/** Keeps web pages out, though a browser on this machine may reach the port: a bent Host, another's Origin. */
final class LocalOnly {

    private final Set<String> hosts;
    private final Set<String> origins;

    LocalOnly(int port) {
        this.hosts = Set.of("localhost:" + port, "127.0.0.1:" + port, "[::1]:" + port);
        this.origins = Set.of("http://localhost:" + port, "http://127.0.0.1:" + port, "http://[::1]:" + port);
    }

    void check(Headers headers) {
        List<String> host = headers.get("Host");
        if (host == null || host.size() != 1 || !hosts.contains(host.getFirst())) {
            throw new ApiProblem(403, "WRONG_HOST", "Host must be this machine");
        }
        List<String> origin = headers.get("Origin");
        if (origin != null && !(origin.size() == 1 && origins.contains(origin.getFirst()))) {
            throw new ApiProblem(403, "WRONG_ORIGIN", "web pages of other origins are refused");
        }
    }
}
