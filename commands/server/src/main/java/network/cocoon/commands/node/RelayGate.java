package network.cocoon.commands.node;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import network.cocoon.commands.http.Caller;
import network.cocoon.commands.http.HttpRefusal;
import network.cocoon.commands.http.WrongNodeException;
import network.cocoon.domain.kernel.NodeId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.frames.Acknowledgement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Sends a call about an answer to the node that has it. Whoever waits for the answer of a queued request has it relayed
 * here: an answer is best passed on where its reader is.
 */
@Component
class RelayGate implements HandlerInterceptor {

    static final String[] PATHS = {
        "/v1/requests/*",
        "/v1/requests/*/response",
        "/v1/requests/*/acknowledgements",
        "/v1/workers/*/requests/*/frames",
        "/v1/workers/*/requests/*/failure"
    };

    private final Nodes nodes;
    private final HomeTable homes;

    RelayGate(Nodes nodes, HomeTable homes) {
        this.nodes = nodes;
        this.homes = homes;
    }

    @Override
    public boolean preHandle(HttpServletRequest http, HttpServletResponse response, Object handler) {
        boolean download = isDownload(http);
        if (nodes.single() || (http.getMethod().equals("GET") && !download)) {
            return true;
        }
        Optional<RequestId> request = request(http);
        // Its app came here for want of a better: it would be sent back to where nobody answers.
        if (http.getHeader(Acknowledgement.RELAY_UNREACHABLE) != null
                && http.getRequestURI().endsWith("/acknowledgements")) {
            return true;
        }
        if (request.isEmpty() || Caller.of(http) instanceof Caller.Anonymous) {
            return true;
        }
        if (download) {
            settleHere(request.get(), Caller.of(http));
        }
        boolean frames = http.getRequestURI().endsWith("/frames");
        homes.where(request.get()).ifPresent(where -> admit(where, download, frames));
        return true;
    }

    /** Where the client waits, the answer will pass. */
    private void settleHere(RequestId request, Caller caller) {
        if (!nodes.isDraining() && caller instanceof Caller.App app) {
            homes.waitsAt(request, app.account(), nodes.self());
        }
    }

    private void admit(HomeTable.Where where, boolean download, boolean frames) {
        switch (where.state()) {
            case QUEUED -> {
                if (download && nodes.isDraining()) {
                    throw leaving();
                }
            }
            case ASSIGNED, COMPLETED -> sendTo(where.relay(), frames);
            case RESEAL_REQUIRED, FAILED, CANCELLED, EXPIRED -> {}
        }
    }

    private void sendTo(@Nullable NodeId relay, boolean frames) {
        if (relay == null || relay.equals(nodes.self())) {
            return;
        }
        if (nodes.isAlive(relay)) {
            throw new WrongNodeException(nodes.address(relay)
                    .orElseThrow(() -> HttpRefusal.UNAVAILABLE.because("the answer's node is not reachable yet")));
        }
        if (frames) {
            throw HttpRefusal.UNAVAILABLE.because("the answer's node is gone");
        }
    }

    private RuntimeException leaving() {
        return nodes.elsewhere()
                .<RuntimeException>map(WrongNodeException::new)
                .orElseGet(() -> HttpRefusal.DRAINING.because("this node is about to stop"));
    }

    private static boolean isDownload(HttpServletRequest http) {
        return http.getMethod().equals("GET") && http.getRequestURI().endsWith("/response");
    }

    private static Optional<RequestId> request(HttpServletRequest http) {
        Object variables = http.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        if (variables instanceof Map<?, ?> map && map.get("request") instanceof String text) {
            try {
                return Optional.of(new RequestId(text));
            } catch (IllegalArgumentException e) {
                // The controller says what is wrong with it.
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
