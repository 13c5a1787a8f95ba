package network.cocoon.client.sidecar;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import network.cocoon.client.ask.Answer;
import network.cocoon.client.ask.Asker;
import network.cocoon.client.ask.Vectors;
import network.cocoon.client.openai.EmbeddingRequest;
import network.cocoon.client.openai.EmbeddingRequestReader;
import network.cocoon.client.openai.EmbeddingsJson;
import network.cocoon.domain.envelope.Receipt;

/** Vectors of texts. Nothing is given to the app before the receipt is checked. */
final class EmbeddingsHandler {

    private final EmbeddingRequestReader reader = new EmbeddingRequestReader();
    private final Asker asker;
    private final AnswerHeaders headers;
    private final InstantSource clock;

    EmbeddingsHandler(Asker asker, AnswerHeaders headers, InstantSource clock) {
        this.asker = asker;
        this.headers = headers;
        this.clock = clock;
    }

    void handle(HttpExchange exchange) throws IOException {
        Instant start = clock.instant();
        EmbeddingRequest request = reader.read(Sidecar.body(exchange));
        try (Answer answer = asker.ask(request.question())) {
            Vectors vectors = headers.warned(answer, () -> Vectors.read(answer, request.question()));
            Receipt receipt = answer.receipt();
            Headers out = exchange.getResponseHeaders();
            headers.begin(out, answer, start);
            headers.end(out, receipt, clock.instant());
            out.set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            EmbeddingsJson.write(
                    exchange.getResponseBody(),
                    vectors.vectors(),
                    request.base64(),
                    request.question().model(),
                    receipt.usage(),
                    receipt.cost());
        }
    }
}
