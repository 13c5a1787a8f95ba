package network.cocoon.client.ask;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import org.jspecify.annotations.Nullable;

/**
 * What to do where an answer's stream ends too soon. Before anything was handed out there may be another attempt, another
 * node or other workers, each a bounded number of times; afterwards there is only the question why.
 */
final class Interruptions {

    private static final int MOST_STREAMS = 32;
    private static final int MOST_SEALS = 3;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration MOST_PAUSE = Duration.ofSeconds(1);

    private static final Set<Integer> PASSING = Set.of(408, 421, 429);

    private final AppCalls app;
    private final RequestId request;
    private final Sealed.Again again;
    private int streams;
    private int seals;
    private volatile boolean over;

    Interruptions(AppCalls app, RequestId request, Sealed.Again again) {
        this.app = app;
        this.request = request;
        this.again = again;
    }

    /** Whether the operator has said that the request is over, so that there is nothing to cancel. */
    boolean over() {
        return over;
    }

    /**
     * Waits a little, then has the stream read again. With new seals where the request needed some.
     *
     * @throws AskException where there is nothing more to wait for
     */
    Optional<Sealed> resume(Sealed sealed, @Nullable Exception cause) {
        streams++;
        if (streams > MOST_STREAMS) {
            throw truncated("the answer's stream was opened " + MOST_STREAMS + " times in vain", cause);
        }
        RequestStatus status;
        try {
            status = app.status(request);
        } catch (IOException e) {
            pause();
            return Optional.empty();
        } catch (OperatorProblem e) {
            if (e.code().equals("REQUEST_UNKNOWN")) {
                over = true;
                throw new AskException(AskException.Code.REQUEST_LOST, "the operator has lost the request", e);
            }
            if (!passes(e)) {
                throw new AskException(AskException.Code.REFUSED_BY_OPERATOR, String.valueOf(e.getMessage()), e);
            }
            pause();
            return Optional.empty();
        }
        return switch (status.state()) {
            case QUEUED, ASSIGNED -> {
                pause();
                yield Optional.empty();
            }
            case RESEAL_REQUIRED -> Optional.of(seal(sealed));
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> throw ended(status, cause);
        };
    }

    /** A node that is overloaded, about to stop or not the right one; not a key that is revoked. */
    private static boolean passes(OperatorProblem e) {
        return e.status() >= 500 || PASSING.contains(e.status());
    }

    private Sealed seal(Sealed before) {
        seals++;
        if (seals > MOST_SEALS) {
            throw new AskException(
                    AskException.Code.NO_WORKER, "sealed anew " + MOST_SEALS + " times, and every worker failed");
        }
        try {
            return again.seal(before);
        } catch (IOException e) {
            throw new AskException(AskException.Code.OPERATOR_UNREACHABLE, "the operator does not take new seals", e);
        } catch (OperatorProblem e) {
            throw new AskException(AskException.Code.REFUSED_BY_OPERATOR, String.valueOf(e.getMessage()), e);
        }
    }

    /** The stream ended after text was handed out: nobody else may go on with it. The operator may know why. */
    AskException brokeOff(@Nullable Exception cause) {
        try {
            return ended(app.status(request), cause);
        } catch (IOException | OperatorProblem e) {
            return truncated("the answer ended without its authenticated end", cause == null ? e : cause);
        }
    }

    private AskException ended(RequestStatus status, @Nullable Exception cause) {
        over = switch (status.state()) {
            case QUEUED, ASSIGNED, RESEAL_REQUIRED -> false;
            case COMPLETED, FAILED, CANCELLED, EXPIRED -> true;
        };
        return switch (status.state()) {
            case FAILED ->
                new AskException(
                        AskException.Code.WORKER_FAILED, "the request failed: " + status.failure() + billed(status));
            case EXPIRED -> new AskException(AskException.Code.TIMEOUT, "the request expired" + billed(status));
            case CANCELLED -> truncated("the request was cancelled" + billed(status), cause);
            case QUEUED, ASSIGNED, RESEAL_REQUIRED, COMPLETED ->
                truncated("the answer ended without its authenticated end", cause);
        };
    }

    private static String billed(RequestStatus status) {
        return status.usage() == null || status.cost() == null
                ? ""
                : "; " + status.usage().total() + " acknowledged tokens are billed at " + status.cost() + " nanoton";
    }

    private static AskException truncated(String why, @Nullable Exception cause) {
        return cause == null
                ? new AskException(AskException.Code.ANSWER_TRUNCATED, why)
                : new AskException(AskException.Code.ANSWER_TRUNCATED, why, cause);
    }

    private void pause() {
        Duration grown = PAUSE.multipliedBy(1L << Math.min(streams, 10));
        try {
            Thread.sleep(grown.compareTo(MOST_PAUSE) < 0 ? grown : MOST_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw truncated("interrupted while waiting for the answer", e);
        }
    }
}
