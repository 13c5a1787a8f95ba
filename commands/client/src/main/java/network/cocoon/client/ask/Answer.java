package network.cocoon.client.ask;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.FrameFormat;
import network.cocoon.domain.envelope.FrameOpener;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.envelope.ResponseOpener;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.api.RequestApi.RequestStatus;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.frames.FrameReader;
import network.cocoon.wire.frames.ReceiptTrailer;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it arrives. Read {@link #next} until it is empty; then {@link #receipt} has been checked. Closing earlier
 * cancels the request. For one thread.
 */
public final class Answer implements AutoCloseable {

    /** Beyond the request's own end: the operator's word on it may take a moment. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AppCalls app;
    private final Agreement agreed;
    private final ResponseOpener responses;
    private final InputStream line;
    private final FrameReader frames;
    private final Thread watchdog;
    private volatile boolean late;
    private FrameOpener opener;
    private boolean begun;
    private @Nullable Receipt receipt;

    private Answer(AppCalls app, Agreement agreed, ResponseOpener responses, InputStream line, Duration timeout) {
        this.app = app;
        this.agreed = agreed;
        this.responses = responses;
        this.line = line;
        this.frames = new FrameReader(line);
        this.watchdog = Thread.ofVirtual().name("answer-watchdog").start(() -> watch(timeout.plus(GRACE)));
        try {
            this.opener = responses.begin(message());
        } catch (EnvelopeException e) {
            close();
            throw new AskException(AskException.Code.ANSWER_REFUSED, e.code().name(), e);
        } catch (AskException e) {
            close();
            throw e;
        }
    }

    /** Waits for the opening. */
    static Answer begin(AppCalls app, Agreement agreed, ResponseOpener responses, Duration timeout) throws IOException {
        RequestId request = agreed.header().header().request();
        try {
            return new Answer(app, agreed, responses, app.response(request, timeout.plus(GRACE)), timeout);
        } catch (IOException | OperatorProblem e) {
            // Submitted, but there is no way to its answer.
            Thread.ofVirtual().name("cancel").start(() -> cancel(app, request));
            throw e;
        }
    }

    /** The worker that answers, by the key that opens. */
    public WorkerId worker() {
        return agreed.worker(opener.key()).worker();
    }

    public RequestId request() {
        return agreed.header().header().request();
    }

    /** The next piece of the answer, or nothing once the final frame and the receipt are proved. */
    public Optional<ChatFrame> next() {
        if (receipt != null) {
            return Optional.empty();
        }
        byte[] message = message();
        try {
            if (!begun && FrameFormat.isOpening(message)) {
                // Nothing was handed out yet, so another attempt may take over.
                opener = responses.begin(message);
                return next();
            }
            return switch (opener.open(message)) {
                case FrameContent.Delta delta -> {
                    begun = true;
                    yield Optional.of(ChatFrame.decode(delta.json().toArray()));
                }
                case FrameContent.Final end -> {
                    finish(end);
                    yield Optional.empty();
                }
            };
        } catch (EnvelopeException e) {
            throw new AskException(AskException.Code.ANSWER_REFUSED, e.code().name(), e);
        } catch (IllegalArgumentException e) {
            throw new AskException(AskException.Code.ANSWER_REFUSED, "the worker sealed malformed content", e);
        }
    }

    private void finish(FrameContent.Final end) {
        ReceiptTrailer trailer;
        try {
            trailer = ReceiptTrailer.decode(message());
        } catch (IllegalArgumentException e) {
            throw new AskException(AskException.Code.RECEIPT_MISMATCH, "the receipt is malformed", e);
        }
        receipt = agreed.check(trailer, opener, end);
    }

    /** Once {@link #next} is empty. Throws {@link IllegalStateException} before. */
    public Receipt receipt() {
        Receipt checked = receipt;
        if (checked == null) {
            throw new IllegalStateException("the answer has not ended");
        }
        return checked;
    }

    private byte[] message() {
        try {
            return frames.read().orElseThrow(this::ended);
        } catch (IOException e) {
            if (late) {
                throw new AskException(AskException.Code.TIMEOUT, "no answer in time", e);
            }
            throw new AskException(AskException.Code.ANSWER_TRUNCATED, "the answer broke off", e);
        }
    }

    /** The stream is over too soon: the operator may know why. */
    private AskException ended() {
        try {
            RequestStatus status = app.status(request());
            return switch (status.state()) {
                case FAILED ->
                    new AskException(AskException.Code.WORKER_FAILED, "the request failed: " + status.failure());
                case EXPIRED -> new AskException(AskException.Code.TIMEOUT, "the request expired");
                case CANCELLED -> new AskException(AskException.Code.ANSWER_TRUNCATED, "the request was cancelled");
                case QUEUED, ASSIGNED, COMPLETED ->
                    new AskException(
                            AskException.Code.ANSWER_TRUNCATED, "the answer ended without its authenticated end");
            };
        } catch (IOException | OperatorProblem e) {
            return new AskException(
                    AskException.Code.ANSWER_TRUNCATED, "the answer ended without its authenticated end", e);
        }
    }

    private void watch(Duration patience) {
        try {
            Thread.sleep(patience);
            late = true;
            line.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            late = true;
        }
    }

    /** Cancels the request unless it is finished; the cancellation is not waited for. */
    @Override
    public void close() {
        watchdog.interrupt();
        try {
            line.close();
        } catch (IOException e) {
            late = true;
        }
        if (receipt == null) {
            Thread.ofVirtual().name("cancel").start(() -> cancel(app, request()));
        }
    }

    private static void cancel(AppCalls app, RequestId request) {
        try {
            app.cancel(request);
        } catch (IOException | OperatorProblem e) {
            // It ends by itself at its deadline.
            return;
        }
    }
}
