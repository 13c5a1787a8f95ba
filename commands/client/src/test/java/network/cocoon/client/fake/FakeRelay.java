package network.cocoon.client.fake;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import network.cocoon.domain.envelope.Head;
import network.cocoon.domain.envelope.Header;
import network.cocoon.domain.envelope.Heads;
import network.cocoon.domain.inference.FailureCode;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.wire.api.RequestApi;
import network.cocoon.wire.api.RequestApi.State;
import network.cocoon.wire.api.RequestApi.SubmitRequest;
import network.cocoon.wire.cbor.HeadCodec;
import network.cocoon.wire.cbor.HeaderCodec;
import network.cocoon.wire.frames.Acknowledgement;
import network.cocoon.wire.frames.FrameReader;
import network.cocoon.wire.frames.FrameWriter;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;

/** Requests and their answers, with the window enforced: what a scene of a test does to them, in the order given. */
public final class FakeRelay {

    /** What becomes of one opening of the response stream. */
    public sealed interface Scene {

        /** The first worker among the recipients that is alive answers, well or not. */
        record Answers(FakeWorker.Fault fault) implements Scene {}

        /** As {@link Answers} without fault, and the line is cut after so many messages; then the request is in this state. */
        record CutAfter(int messages, State state) implements Scene {}

        /** Several attempts give an opening each before one answers. */
        record TakesOver(int attempts) implements Scene {}

        /** All recipients are lost. */
        record Unsealed() implements Scene {}

        /** The stream ends, and nobody knows of the request any more. */
        record Lost() implements Scene {}

        /** The node refuses the stream. */
        record Refused(int status) implements Scene {}
    }

    private static final long PATIENCE_SECONDS = 10;

    public final Deque<Scene> scenes = new ArrayDeque<>();
    public final List<Acknowledgement> acknowledged = new CopyOnWriteArrayList<>();
    public final List<SubmitRequest> seals = new CopyOnWriteArrayList<>();
    public final List<State> states = new CopyOnWriteArrayList<>();
    public volatile FakeWorker.Fault fault = FakeWorker.Fault.NONE;
    public volatile int window = Head.DEFAULT_WINDOW;
    public volatile UnaryOperator<List<ResponseMessage>> tamper = UnaryOperator.identity();
    /** The HTTP status that meets every question for a request's state; 0 answers it. */
    public volatile int refusesQuestions;
    /** The answer comes on the line of the submission. */
    public volatile boolean answersAtOnce;
    /** So many streams of acknowledgements are refused, with this status. */
    public final AtomicInteger refusedAcknowledgements = new AtomicInteger();

    private final FakeOperator operator;
    private final Map<String, SubmitRequest> requests = new ConcurrentHashMap<>();
    private final Map<String, State> state = new ConcurrentHashMap<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private int covered;

    FakeRelay(FakeOperator operator) {
        this.operator = operator;
    }

    String submit(SubmitRequest request) {
        String id = header(request).request().value();
        requests.put(id, request);
        seals.add(request);
        synchronized (this) {
            covered = 0;
        }
        state.put(id, State.QUEUED);
        return id;
    }

    /** Only where it is due, and only on the same terms. */
    void reseal(SubmitRequest again) throws IOException {
        Header now = header(again);
        Header before = header(FakeOperator.known(requests.get(now.request().value())));
        FakeOperator.demand(state.get(now.request().value()) == State.RESEAL_REQUIRED
                && now.clientKey().equals(before.clientKey())
                && now.priceList().equals(before.priceList())
                && now.maxCoefficient() == before.maxCoefficient()
                && now.maxTokens() == before.maxTokens()
                && now.maxCost().equals(before.maxCost())
                && now.recipients().stream().noneMatch(before.recipients()::contains));
        submit(again);
    }

    void cancel(String id) {
        state.computeIfPresent(id, (_, now) -> now == State.QUEUED || now == State.ASSIGNED ? State.CANCELLED : now);
        states.add(state.getOrDefault(id, State.QUEUED));
    }

    boolean knows(String id) {
        return requests.containsKey(id);
    }

    RequestApi.RequestStatus status(String id) {
        State now = state.getOrDefault(id, State.QUEUED);
        return new RequestApi.RequestStatus(
                new RequestId(id),
                now,
                null,
                0,
                null,
                null,
                Nanoton.ZERO,
                now == State.FAILED ? FailureCode.WORKER_LOST : null,
                null,
                Instant.EPOCH,
                null);
    }

    private static Header header(SubmitRequest request) {
        return HeaderCodec.decode(request.header()).header();
    }

    void respond(HttpExchange exchange, String id) throws IOException {
        SubmitRequest request = FakeOperator.known(requests.get(id));
        Scene scene;
        synchronized (scenes) {
            scene = Optional.ofNullable(scenes.poll()).orElseGet(() -> new Scene.Answers(fault));
        }
        if (scene instanceof Scene.Refused refused) {
            exchange.sendResponseHeaders(refused.status(), -1);
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", FrameWriter.CONTENT_TYPE);
        exchange.sendResponseHeaders(200, 0);
        FrameWriter out = new FrameWriter(exchange.getResponseBody());
        switch (scene) {
            case Scene.Answers answers -> {
                write(out, tamper.apply(answer(request, id, 1, answers.fault())));
                state.replace(id, State.QUEUED, State.COMPLETED);
            }
            case Scene.CutAfter cut -> {
                List<ResponseMessage> messages = answer(request, id, 1, FakeWorker.Fault.NONE);
                write(out, messages.subList(0, cut.messages()));
                state.put(id, cut.state());
            }
            case Scene.TakesOver over -> {
                for (int i = 1; i < over.attempts(); i++) {
                    write(out, answer(request, id, 1, FakeWorker.Fault.NONE).subList(0, 1));
                }
                write(out, answer(request, id, 1, FakeWorker.Fault.NONE));
            }
            case Scene.Unsealed _ -> {
                operator.workers.removeIf(worker -> header(request).recipients().contains(worker.key()));
                state.put(id, State.RESEAL_REQUIRED);
            }
            case Scene.Lost _ -> {
                requests.remove(id);
                state.remove(id);
            }
            case Scene.Refused _ -> throw new IllegalStateException("refused above");
        }
    }

    private List<ResponseMessage> answer(SubmitRequest request, String id, int more, FakeWorker.Fault wrong) {
        List<WorkerKeyId> recipients = header(request).recipients();
        FakeWorker worker = operator.workers.stream()
                .filter(alive -> recipients.contains(alive.key()))
                .findFirst()
                .orElseThrow();
        return new ArrayList<>(worker.answer(request, attempts.merge(id, more, Integer::sum), wrong));
    }

    /** Stops a window of frames after the last acknowledged head, like the real one. */
    private void write(FrameWriter out, List<ResponseMessage> messages) throws IOException {
        int frames = 0;
        for (ResponseMessage message : messages) {
            if (message instanceof ResponseMessage.Frame) {
                awaitWindow(frames);
                frames++;
            }
            out.write(message.encode());
        }
    }

    private synchronized void awaitWindow(int frames) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (frames - covered >= window) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new IOException("nothing is acknowledged");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }

    void acknowledge(HttpExchange exchange, String id) throws IOException {
        if (refusedAcknowledgements.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        FrameReader in = new FrameReader(exchange.getRequestBody());
        for (Optional<byte[]> message = in.read(); message.isPresent(); message = in.read()) {
            Acknowledgement acknowledgement = Acknowledgement.decode(message.get());
            FakeOperator.demand(Heads.isAcknowledged(
                            operator.clientKey(), acknowledgement.signature(), acknowledgement.head())
                    && operator.workers.stream()
                            .anyMatch(worker -> Heads.verify(
                                    worker.receiptKey(), acknowledgement.headSignature(), acknowledgement.head())));
            Head head = HeadCodec.decode(acknowledgement.head());
            acknowledged.add(acknowledgement);
            synchronized (this) {
                covered = Math.max(covered, head.sequence());
                notifyAll();
            }
        }
        exchange.sendResponseHeaders(204, -1);
    }

    /** The highest frame that any acknowledgement covers. */
    public int highest() {
        return acknowledged.stream()
                .mapToInt(acknowledgement ->
                        HeadCodec.decode(acknowledgement.head()).sequence())
                .max()
                .orElse(0);
    }

    public @Nullable State stateOf(String id) {
        return state.get(id);
    }
}
