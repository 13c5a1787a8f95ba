package network.cocoon.client.sidecar;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.cocoon.client.ask.Answer;
import network.cocoon.client.ask.AskException;
import network.cocoon.client.ask.Asker;
import network.cocoon.client.ask.Question;
import network.cocoon.client.openai.AnswerText;
import network.cocoon.client.openai.ChatJson;
import network.cocoon.client.openai.ChatRequest;
import network.cocoon.client.openai.ChatRequestReader;
import network.cocoon.domain.envelope.Receipt;
import network.cocoon.wire.chat.ChatFrame;

/** One chat completion, streamed or whole. */
final class ChatHandler {

    private final ChatRequestReader reader = new ChatRequestReader();
    private final Asker asker;
    private final PrefixSecrets secrets;
    private final AnswerHeaders headers;
    private final InstantSource clock;

    ChatHandler(Asker asker, PrefixSecrets secrets, AnswerHeaders headers, InstantSource clock) {
        this.asker = asker;
        this.secrets = secrets;
        this.headers = headers;
        this.clock = clock;
    }

    void handle(HttpExchange exchange) throws IOException {
        Instant start = clock.instant();
        ChatRequest request = reader.read(Sidecar.body(exchange));
        Question question = new Question(
                request.model(),
                request.messages(),
                request.sampling(),
                request.cacheKey()
                        .map(key -> request.options().reusing(secrets.of(key)))
                        .orElse(request.options()),
                request.maxTokens(),
                request.maxCoefficient(),
                request.timeout(),
                request.request());
        try (Answer answer = asker.ask(question)) {
            // Until the first piece is here another worker may take over, and a failure still has a status of its own.
            Optional<ChatFrame> first = next(answer);
            ChatJson json = new ChatJson(answer.request(), request.model(), start);
            headers.begin(exchange.getResponseHeaders(), answer, start);
            int answers = request.options().answers();
            if (request.stream()) {
                stream(exchange, answer, answers, first, json);
            } else {
                whole(exchange, answer, answers, first, json);
            }
        }
    }

    private void whole(HttpExchange exchange, Answer answer, int answers, Optional<ChatFrame> first, ChatJson json)
            throws IOException {
        List<AnswerText> texts = Stream.generate(AnswerText::new).limit(answers).toList();
        for (Optional<ChatFrame> frame = first; frame.isPresent(); frame = next(answer)) {
            texts.get(place(frame.get(), answers)).add(frame.get());
        }
        Receipt receipt = answer.receipt();
        headers.end(exchange.getResponseHeaders(), receipt, clock.instant());
        Sidecar.Reply.json(exchange, 200, json.completion(texts, receipt.usage(), receipt.cost()));
    }

    private static int place(ChatFrame frame, int answers) {
        int place = frame.place();
        if (place < 0 || place >= answers) {
            throw new AskException(AskException.Code.ANSWER_REFUSED, "a piece of an answer that was not asked for");
        }
        return place;
    }

    /** The status is sent before the answer is proved, so a failure on the way is told as an event, and [DONE] is not. */
    private void stream(HttpExchange exchange, Answer answer, int answers, Optional<ChatFrame> first, ChatJson json)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (int place = 0; place < answers; place++) {
            event(out, json.opening(place));
        }
        try {
            for (Optional<ChatFrame> frame = first; frame.isPresent(); frame = next(answer)) {
                place(frame.get(), answers);
                event(out, json.piece(frame.get()));
            }
        } catch (AskException e) {
            event(out, ChatJson.error(Errors.of(e)));
            return;
        }
        Receipt receipt = answer.receipt();
        event(out, json.usage(receipt.usage(), receipt.cost()));
        event(out, "[DONE]".getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<ChatFrame> next(Answer answer) {
        return headers.warned(answer, answer::next);
    }

    private static void event(OutputStream out, byte[] data) throws IOException {
        byte[] event = new byte[data.length + 8];
        System.arraycopy("data: ".getBytes(StandardCharsets.US_ASCII), 0, event, 0, 6);
        System.arraycopy(data, 0, event, 6, data.length);
        event[data.length + 6] = '\n';
        event[data.length + 7] = '\n';
        out.write(event);
        out.flush();
    }
}
