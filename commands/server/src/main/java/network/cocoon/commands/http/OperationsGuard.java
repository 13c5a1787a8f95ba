package network.cocoon.commands.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.security.Principal;
import network.cocoon.commands.settings.CocoonSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Metrics are for the operator's token, or for this machine where the network is a local one. Health is for anybody, its
 * details for the token alone. Inside of any other security, so that what is decided here is what the endpoints see.
 */
@Component
@Order(0)
class OperationsGuard extends OncePerRequestFilter {

    static final String METRICS = "/metrics";
    static final String HEALTH = "/health";

    private static final String SCHEME = "Bearer ";

    private final OperatorToken operator;
    private final ProblemWriter problems;
    private final boolean local;

    OperationsGuard(OperatorToken operator, ProblemWriter problems, CocoonSettings settings) {
        this.operator = operator;
        this.problems = problems;
        this.local = settings.mode() == CocoonSettings.Mode.LOCAL;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !concerns(request, METRICS) && !concerns(request, HEALTH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isOperator(request.getHeader("Authorization"))) {
            chain.doFilter(new ByOperator(request), response);
        } else if (concerns(request, METRICS) && !(local && fromHere(request))) {
            problems.write(
                    response,
                    HttpRefusal.UNAUTHENTICATED
                            .because("the operator's token is needed")
                            .rejection());
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean isOperator(@Nullable String header) {
        return header != null
                && header.startsWith(SCHEME)
                && operator.matches(header.substring(SCHEME.length()).strip());
    }

    /** The address of the connection itself: no header can claim it. */
    private static boolean fromHere(HttpServletRequest request) {
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                && request.getHeader("Forwarded") == null
                && request.getHeader("X-Forwarded-For") == null;
    }

    private static boolean concerns(HttpServletRequest request, String path) {
        String asked =
                request.getRequestURI().substring(request.getContextPath().length());
        return asked.equals(path) || asked.startsWith(path + "/");
    }

    private static final class ByOperator extends HttpServletRequestWrapper {

        ByOperator(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> "operator";
        }

        @Override
        public boolean isUserInRole(String role) {
            return true;
        }
    }
}
