package network.cocoon.client.ask;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import network.cocoon.client.http.AppCalls;
import network.cocoon.client.http.OperatorProblem;
import network.cocoon.domain.crypto.SigningKey;
import network.cocoon.domain.envelope.EnvelopeException;
import network.cocoon.domain.envelope.FrameContent;
import network.cocoon.domain.envelope.FrameOpener;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.domain.kernel.Bytes;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.wire.chat.ChatFrame;
import network.cocoon.wire.chat.EmbeddingFrame;
import network.cocoon.wire.frames.ResponseMessage;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it arrives. Read {@link #next}, or {@link #nextVectors} where vectors were asked for, until it is empty; then {@link #receipt} has been checked. Closing earlier
 * cancels the request, at the price of what was acknowledged. For one thread.
 */
public final class Answer implements AutoCloseable {

    /** Beyond the request's own end: the operator's word on it may take a moment. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final AppCalls app;
    private final AnswerLine line;
    private final Interruptions interruptions;
    private final Acknowledger acknowledger;
    private Sealed sealed;
    private @Nullable FrameOpener opener;
    private Recount counted;
    private HeadCheck heads;
    private boolean begun;
    private @Nullable Receipt receipt;

    private Answer(AppCalls app, SigningKey clientKey, Order.Placed placed, Sealed.Again again, Duration timeout) {
        this.app = app;
        this.sealed = placed.sealed();
        this.line = new AnswerLine(app, sealed.agreed().request(), placed.line(), timeout);
        this.interruptions = new Interruptions(app, sealed.agreed().request(), again);
        this.acknowledger = new Acknowledger(app, sealed.agreed().request(), clientKey, line::close);
        this.counted = new Recount(sealed.agreed().terms());
        this.heads = new HeadCheck(sealed.agreed(), counted);
    }

    /** Waits until a worker has begun. Throws {@link AskException}. */
    static Answer begin(AppCalls app, SigningKey clientKey, Order.Placed placed, Sealed.Again again, Duration timeout) {
        Answer answer = new Answer(app, clientKey, placed, again, timeout.plus(GRACE));
        try {
            while (answer.opener == null) {
                if (!(answer.message() instanceof ResponseMessage.Opening opening)) {
                    throw refused("the first message is no opening", null);
                }
                answer.open(opening);
            }
            return answer;
        } catch (AskException e) {
            answer.close();
            throw e;
        }
    }

    /** The worker that answers, by the key that opens. It may be another until {@link #next} has given something. */
    public WorkerId worker() {
        return sealed.agreed().worker(current().key()).worker();
    }

    public RequestId request() {
        return sealed.agreed().request();
    }

    /** How many acknowledgements have gone out so far. */
    public int acknowledgements() {
        return acknowledger.sent();
    }

    /** The next piece of the answer, or nothing once the final frame and the receipt are proved. */
    public Optional<ChatFrame> next() {
        return content().map(json -> decoded(json, ChatFrame::decode));
    }

    /** The same of an answer in vectors. */
    public Optional<EmbeddingFrame> nextVectors() {
        return content().map(json -> decoded(json, EmbeddingFrame::decode));
    }

    private Optional<Bytes> content() {
        while (receipt == null) {
            switch (message()) {
                case ResponseMessage.Opening opening -> open(opening);
                case ResponseMessage.Frame frame -> {
                    FrameContent content = open(frame);
                    begun = true;
                    switch (content) {
                        case FrameContent.Delta delta -> {
                            counted.received(delta.json().length());
                            return Optional.of(delta.json());
                        }
                        case FrameContent.Final end -> finish(end);
                    }
                }
                case ResponseMessage.SignedHead head -> head(head);
                case ResponseMessage.Receipt _ -> throw refused("a receipt before the authenticated end", null);
            }
        }
        return Optional.empty();
    }

    /** Nothing was handed out yet, so another attempt may take over; afterwards none may. */
    private void open(ResponseMessage.Opening opening) {
        if (begun) {
            throw refused("another attempt began after text was handed out", null);
        }
        try {
            opener = sealed.responses().begin(opening.bytes().toArray());
        } catch (EnvelopeException e) {
            throw refused(e.code().name(), e);
        }
        counted = new Recount(sealed.agreed().terms());
        heads = new HeadCheck(sealed.agreed(), counted);
    }

    private FrameContent open(ResponseMessage.Frame frame) {
        try {
            return current().open(frame.bytes().toArray());
        } catch (EnvelopeException e) {
            throw refused(e.code().name(), e);
        }
    }

    private static <T> T decoded(Bytes json, Function<byte[], T> decoder) {
        try {
            return decoder.apply(json.toArray());
        } catch (IllegalArgumentException e) {
            throw refused("the worker sealed malformed content", e);
        }
    }

    private void head(ResponseMessage.SignedHead head) {
        FrameOpener answer = current();
        heads.check(head, answer);
        acknowledger.offer(head, sealed.agreed().worker(answer.key()).receiptKey());
    }

    private void finish(FrameContent.Final end) {
        if (!(message() instanceof ResponseMessage.Receipt last)) {
            throw new AskException(AskException.Code.RECEIPT_MISMATCH, "no receipt follows the final frame");
        }
        receipt = sealed.agreed().check(last.trailer(), current(), counted, end);
    }

    private FrameOpener current() {
        FrameOpener answer = opener;
        if (answer == null) {
            throw refused("a message before the opening", null);
        }
        return answer;
    }

    /** Once {@link #next} is empty. Throws {@link IllegalStateException} before. */
    public Receipt receipt() {
        Receipt checked = receipt;
        if (checked == null) {
            throw new IllegalStateException("the answer has not ended");
        }
        return checked;
    }

    private ResponseMessage message() {
        while (true) {
            Exception cause = null;
            try {
                Optional<byte[]> message = line.read();
                if (message.isPresent()) {
                    return ResponseMessage.decode(message.get());
                }
            } catch (IllegalArgumentException e) {
                throw refused("a message of no known form", e);
            } catch (IOException | OperatorProblem e) {
                cause = e;
            }
            if (acknowledger.refused()) {
                throw HeadCheck.refused("signature");
            }
            if (line.late()) {
                throw new AskException(AskException.Code.TIMEOUT, "no answer in time");
            }
            if (begun) {
                throw interruptions.brokeOff(cause);
            }
            interruptions.resume(sealed, cause).ifPresent(this::sealedAnew);
        }
    }

    private void sealedAnew(Sealed anew) {
        sealed = anew;
        opener = null;
    }

    private static AskException refused(String why, @Nullable Exception cause) {
        return cause == null
                ? new AskException(AskException.Code.ANSWER_REFUSED, why)
                : new AskException(AskException.Code.ANSWER_REFUSED, why, cause);
    }

    /** Cancels the request unless it is finished, once the newest head is acknowledged; neither is waited for. */
    @Override
    public void close() {
        if (receipt != null) {
            acknowledger.whole();
            line.whole();
            return;
        }
        line.close();
        acknowledger.broken(() -> {
            if (!interruptions.over()) {
                cancel();
            }
        });
    }

    private void cancel() {
        try {
            app.cancel(request());
        } catch (IOException | OperatorProblem e) {
            // It ends by itself at its deadline.
            return;
        }
    }
}
