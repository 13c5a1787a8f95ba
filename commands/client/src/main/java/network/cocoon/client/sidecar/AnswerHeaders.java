package network.cocoon.client.sidecar;

import com.sun.net.httpserver.Headers;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import network.cocoon.client.ask.Answer;
import network.cocoon.client.ask.AskException;
import network.cocoon.domain.envelope.Receipt;

/** What is told beside every answer, whatever it is made of. */
final class AnswerHeaders {

    private final String trust;
    private final Consumer<String> progress;

    /** @param trust INTEL or SIMULATED */
    AnswerHeaders(String trust, Consumer<String> progress) {
        this.trust = trust;
        this.progress = progress;
    }

    void begin(Headers headers, Answer answer, Instant start) {
        headers.set("X-Cocoon-Request-Id", answer.request().value());
        headers.set("X-Cocoon-Worker", answer.worker().value());
        headers.set("X-Cocoon-Trust", trust);
        headers.set("X-Cocoon-Client-Start", start.toString());
    }

    void end(Headers headers, Receipt receipt, Instant now) {
        headers.set("X-Cocoon-Worker-Start", receipt.started().toString());
        headers.set("X-Cocoon-Worker-End", receipt.finished().toString());
        headers.set("X-Cocoon-Client-End", now.toString());
    }

    /** A bill that was not agreed to is told on the console too. */
    <T> T warned(Answer answer, Supplier<T> read) {
        try {
            return read.get();
        } catch (AskException e) {
            if (e.code() == AskException.Code.RECEIPT_MISMATCH) {
                progress.accept("cocoon.warning: request " + answer.request() + ", worker " + answer.worker() + ": "
                        + e.getMessage());
            }
            throw e;
        }
    }
}
