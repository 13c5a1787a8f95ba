package network.cocoon.commands.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import network.cocoon.commands.dispatch.RefusedException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls. Stateless, and concerned with the API only: the console has its own way to sign in. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class CallerFilter extends OncePerRequestFilter {

    static final String ATTRIBUTE = Caller.class.getName();

    private static final String SCHEME = "Bearer ";
    private static final Pattern KEY = Pattern.compile("ck[aowp]_[A-Za-z0-9_-]{43}");

    private final ApiKeys keys;
    private final OperatorToken operator;
    private final ProblemWriter problems;

    CallerFilter(ApiKeys keys, OperatorToken operator, ProblemWriter problems) {
        this.keys = keys;
        this.operator = operator;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Api.concerns(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller;
        try {
            caller = caller(request.getHeader("Authorization"));
        } catch (RefusedException e) {
            problems.write(response, e.rejection());
            return;
        }
        request.setAttribute(ATTRIBUTE, caller);
        chain.doFilter(request, response);
    }

    private Caller caller(@Nullable String header) {
        if (header == null) {
            return new Caller.Anonymous();
        }
        if (!header.startsWith(SCHEME)) {
            throw HttpRefusal.UNAUTHENTICATED.because("only bearer keys are understood");
        }
        String text = header.substring(SCHEME.length()).strip();
        // Size and characters first: nothing else is worth a question to the database.
        if (!KEY.matcher(text).matches()) {
            throw HttpRefusal.UNAUTHENTICATED.because("this is no key of ours");
        }
        if (text.startsWith(OperatorToken.PREFIX)) {
            if (operator.matches(text)) {
                return new Caller.Operator();
            }
            throw HttpRefusal.UNAUTHENTICATED.because("unknown or revoked key");
        }
        return keys.caller(text).orElseThrow(() -> HttpRefusal.UNAUTHENTICATED.because("unknown or revoked key"));
    }
}
