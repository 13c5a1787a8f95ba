package network.cocoon.commands.http;

import jakarta.servlet.http.HttpServletRequest;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.metrics.Measures;
import network.cocoon.wire.api.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what went wrong on the API into a problem with a stable code. What went wrong elsewhere is thrown on. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Measures measures;

    ProblemAdvice(Measures measures) {
        this.measures = measures;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(RefusedException e) {
        return answer(e);
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongNode(WrongNodeException e) {
        Problem problem = Problems.of(HttpRefusal.WRONG_NODE
                .because("another node has the answer of this request")
                .rejection());
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.at(problem, e.relay()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException e, HttpServletRequest request)
            throws HttpMessageNotReadableException {
        return only(request, e, refusalWithin(e));
    }

    @ExceptionHandler({MethodArgumentTypeMismatchException.class, ServletRequestBindingException.class})
    ResponseEntity<Problem> badArgument(Exception e, HttpServletRequest request) throws Exception {
        return only(request, e, HttpRefusal.MALFORMED.because("an id in the path or a parameter is not of its form"));
    }

    @ExceptionHandler({HttpMediaTypeNotSupportedException.class})
    ResponseEntity<Problem> badType(Exception e, HttpServletRequest request) throws Exception {
        return only(request, e, HttpRefusal.UNSUPPORTED_MEDIA_TYPE.because("not a content type of this call"));
    }

    @ExceptionHandler({HttpMediaTypeNotAcceptableException.class})
    ResponseEntity<Problem> notAcceptable(Exception e, HttpServletRequest request) throws Exception {
        return only(request, e, HttpRefusal.NOT_ACCEPTABLE.because("this call does not answer in that form"));
    }

    @ExceptionHandler({HttpRequestMethodNotSupportedException.class})
    ResponseEntity<Problem> badMethod(Exception e, HttpServletRequest request) throws Exception {
        return only(request, e, HttpRefusal.METHOD_NOT_ALLOWED.because("no call of this method here"));
    }

    @ExceptionHandler({NoHandlerFoundException.class, NoResourceFoundException.class})
    ResponseEntity<Problem> nowhere(Exception e, HttpServletRequest request) throws Exception {
        return only(request, e, HttpRefusal.NOT_FOUND.because("no such call"));
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Problem> store(RuntimeException e, HttpServletRequest request) throws Exception {
        // The class only: a database's words can hold what a row holds.
        LOG.warn("the store failed in {}: {}", request.getMethod(), e.getClass().getSimpleName());
        return only(request, e, HttpRefusal.UNAVAILABLE.because("the event store does not answer"));
    }

    /** A mistake of ours. Whoever waits gets a code, and the log gets what is needed to find it. */
    @ExceptionHandler
    ResponseEntity<Problem> unexpected(RuntimeException e, HttpServletRequest request) {
        if (Api.concerns(request)) {
            LOG.error("{} failed unexpectedly", request.getMethod(), e);
        }
        return only(request, e, HttpRefusal.INTERNAL.because("this server made a mistake; its log says more"));
    }

    private static RefusedException refusalWithin(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
        }
        return HttpRefusal.MALFORMED.because("the body is not what this call takes");
    }

    private <X extends Exception> ResponseEntity<Problem> only(
            HttpServletRequest request, X thrown, RefusedException refused) throws X {
        if (!Api.concerns(request)) {
            throw thrown;
        }
        return answer(refused);
    }

    private ResponseEntity<Problem> answer(RefusedException refused) {
        Problem problem = Problems.of(refused.rejection());
        measures.refused(refused.rejection().code());
        var answer = ResponseEntity.status(problem.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        refused.retryAfter().ifPresent(seconds -> answer.header(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        return answer.body(problem);
    }
}
