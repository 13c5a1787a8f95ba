package network.cocoon.commands.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** A node answers for its roles only; its health and metrics it always tells. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 90)
class RoleFilter extends OncePerRequestFilter {

    private static final Pattern OPERATIONS = Pattern.compile("/(health|metrics)(/.*)?");

    private final CocoonSettings.Node node;
    private final ProblemWriter problems;

    RoleFilter(CocoonSettings settings, ProblemWriter problems) {
        this.node = settings.node();
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        if (Api.concerns(request)) {
            return node.does(NodeRole.API);
        }
        return node.does(NodeRole.CONSOLE)
                || OPERATIONS
                        .matcher(request.getRequestURI()
                                .substring(request.getContextPath().length()))
                        .matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        problems.write(
                response,
                HttpRefusal.NOT_FOUND
                        .because("this node has another role: cocoon.node.roles")
                        .rejection());
    }
}
