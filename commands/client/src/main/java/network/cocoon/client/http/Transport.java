package network.cocoon.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.client.http.Connections.Leased;
import network.cocoon.domain.kernel.Actor;
import network.cocoon.wire.api.Problem;
import network.cocoon.wire.json.CocoonJson;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** One connection pool to one operator's nodes. Bounded answers, problems as exceptions, retries where a repeat does no harm. */
final class Transport implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int MAX_JSON = 16 * 1024 * 1024;
    private static final int MAX_PROBLEM = 16 * 1024;
    private static final Duration[] BACK_OFF = {Duration.ofMillis(100), Duration.ofMillis(400)};
    private static final int MISDIRECTED = 421;
    private static final String DRAINING = "DRAINING";
    private static final Set<Integer> PASSING = Set.of(502, 503, 504);

    private final Operators operators;
    private final Connections connections;

    Transport(List<URI> bases, ServerTrust trust) throws IOException {
        this.operators = new Operators(bases);
        this.connections = new Connections(operators.scheme().equals("https") ? trust.context() : null);
    }

    /** What is known of the operator's nodes. */
    Operators operators() {
        return operators;
    }

    /** A JSON answer. {@code repeatable}: the call may be sent again where no answer came. */
    <T> T json(Call call, Class<T> type) throws IOException {
        return read(octets(call), type);
    }

    static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = CocoonJson.mapper().readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (JacksonException e) {
            throw unexpected(200, "the answer is no " + type.getSimpleName());
        }
        throw unexpected(200, "the answer is empty");
    }

    byte[] octets(Call call) throws IOException {
        return repeated(call, () -> {
            try (InputStream in = stream(call, ANSWER)) {
                byte[] body = in.readNBytes(call.maxAnswer() + 1);
                if (body.length > call.maxAnswer()) {
                    throw unexpected(200, "the answer is larger than " + call.maxAnswer() + " bytes");
                }
                return body;
            }
        });
    }

    /** As {@link #line}, opened again where a repeat does no harm and none was to be had. */
    Line opened(Call call) throws IOException {
        return repeated(call, () -> line(call, ANSWER));
    }

    private interface Attempt<T> {
        T make() throws IOException;
    }

    private static <T> T repeated(Call call, Attempt<T> attempted) throws IOException {
        for (int attempt = 0; ; attempt++) {
            boolean last = !call.repeatable() || attempt == BACK_OFF.length;
            try {
                return attempted.make();
            } catch (InterruptedIOException e) {
                if (Thread.currentThread().isInterrupted() || last) {
                    throw e;
                }
            } catch (IOException e) {
                if (last) {
                    throw e;
                }
            } catch (OperatorProblem e) {
                if (last || !PASSING.contains(e.status())) {
                    throw e;
                }
            }
            pause(BACK_OFF[attempt]);
        }
    }

    /**
     * An answer that is read as it comes. The caller closes it; closing early drops the connection. Each known node is asked
     * once at most: the next where this one was not reached or is about to stop, and where a repeat does no harm also where
     * its answer got lost.
     */
    InputStream stream(Call call, @Nullable Duration timeout) throws IOException {
        return line(call, timeout).in();
    }

    /** As {@link #stream}, and from which node. */
    Line line(Call call, @Nullable Duration timeout) throws IOException {
        List<URI> order = operators.order(call);
        IOException lost = null;
        OperatorProblem refused = null;
        for (URI base : order) {
            try {
                return ask(call, base, timeout, true);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                operators.failed(call, base);
                lost = e;
                refused = null;
                if (!call.repeatable() && !(e instanceof ConnectException)) {
                    throw e;
                }
            } catch (OperatorProblem e) {
                boolean untouched = e.code().equals(DRAINING);
                if (!untouched && !(call.repeatable() && PASSING.contains(e.status()))) {
                    throw e;
                }
                operators.failed(call, base);
                refused = e;
            }
        }
        if (refused != null) {
            throw refused;
        }
        throw lost == null ? new IOException("no node of the operator is known") : lost;
    }

    /**
     * An open answer.
     *
     * @param type what the node says it is; empty where it says nothing
     */
    record Line(InputStream in, URI node, String type) {}

    private Line ask(Call call, URI base, @Nullable Duration timeout, boolean follow) throws IOException {
        HttpAnswer response = answered(call, base, timeout);
        if (response.status() / 100 == 2) {
            return new Line(response.body(), base, response.type());
        }
        OperatorProblem problem = problem(response);
        Optional<URI> relay = moved(call, problem);
        if (follow && relay.isPresent() && !relay.get().equals(base)) {
            return ask(call, relay.get(), timeout, false);
        }
        throw problem;
    }

    private Optional<URI> moved(Call call, OperatorProblem problem) {
        return problem.status() == MISDIRECTED
                ? problem.relay().flatMap(relay -> operators.moved(call, relay))
                : Optional.empty();
    }

    /** A kept connection may have been closed this instant: then a call that may be repeated gets a new one. */
    private HttpAnswer answered(Call call, URI base, @Nullable Duration timeout) throws IOException {
        byte[] octets = call.body();
        ClassicHttpRequest request =
                Exchange.request(call, base, octets == null ? null : new ByteArrayEntity(octets, null));
        Leased leased = connections.lease(base);
        try {
            return answered(request, leased, timeout);
        } catch (NoHttpResponseException | SocketException e) {
            if (!leased.kept() || !call.repeatable() || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return answered(request, connections.fresh(base), timeout);
        }
    }

    private HttpAnswer answered(ClassicHttpRequest request, Leased leased, @Nullable Duration timeout)
            throws IOException {
        var exchange = new Exchange(connections, leased);
        try {
            exchange.send(request);
            return exchange.receive(request, timeout);
        } catch (IOException e) {
            exchange.abort();
            throw Thread.currentThread().isInterrupted() ? interrupted() : e;
        } catch (RuntimeException e) {
            exchange.abort();
            throw e;
        }
    }

    /**
     * Sends a body that is still being made; the answer comes when it has ended, or earlier if refused. Such a body cannot
     * be sent again, but a later one goes where it should have gone.
     */
    Upload upload(Call call, FrameQueue frames) {
        URI base = operators.order(call).getFirst();
        return new Upload(connections, base, call, frames, () -> operators.failed(call, base));
    }

    /** The refusal of an upload, which may say where to go. */
    OperatorProblem refusal(Call call, HttpAnswer response) throws IOException {
        OperatorProblem problem = problem(response);
        moved(call, problem);
        return problem;
    }

    static OperatorProblem problem(HttpAnswer response) throws IOException {
        byte[] body;
        try (InputStream in = response.body()) {
            body = in.readNBytes(MAX_PROBLEM);
        }
        try {
            Problem problem = CocoonJson.mapper().readValue(body, Problem.class);
            String detail = problem.detail() == null ? "" : problem.detail();
            return new OperatorProblem(
                    response.status(),
                    problem.code(),
                    problem.mustAct(),
                    detail,
                    Optional.ofNullable(problem.relay()),
                    response.retryAfter());
        } catch (JacksonException e) {
            return unexpected(response.status(), "no problem document");
        }
    }

    static OperatorProblem unexpected(int status, String detail) {
        return new OperatorProblem(status, "UNEXPECTED_ANSWER", Actor.OPERATOR, detail);
    }

    static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while waiting for the operator");
    }

    static void pause(Duration pause) throws InterruptedIOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    static int maxJson() {
        return MAX_JSON;
    }

    @Override
    public void close() {
        connections.close();
    }
}
