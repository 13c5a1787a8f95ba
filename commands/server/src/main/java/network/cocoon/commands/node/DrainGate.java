package network.cocoon.commands.node;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import network.cocoon.commands.http.HttpRefusal;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** A node that is about to stop begins nothing new; callers find another. What is under way goes on. */
@Component
class DrainGate implements HandlerInterceptor {

    static final String[] PATHS = {"/v1/requests", "/v1/workers/*/assignments"};

    private final Nodes nodes;

    DrainGate(Nodes nodes) {
        this.nodes = nodes;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (nodes.isDraining()) {
            throw HttpRefusal.DRAINING.because("this node is about to stop: ask another");
        }
        return true;
    }
}
