package network.cocoon.commands.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** One line a call, at debug: method, the route's template, status, time. Never a path as asked, a query, a header, a body. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class AccessFacts extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessFacts.class);

    /** Made by Spring, of which it needs nothing. */
    AccessFacts() {}

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !LOG.isDebugEnabled() || !Api.concerns(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long from = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            Object route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
            LOG.atDebug()
                    .addKeyValue("method", request.getMethod())
                    .addKeyValue("route", route == null ? "none" : route.toString())
                    .addKeyValue("status", response.getStatus())
                    .addKeyValue("millis", (System.nanoTime() - from) / 1_000_000)
                    .log("answered");
        }
    }
}
