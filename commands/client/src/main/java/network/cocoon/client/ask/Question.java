package network.cocoon.client.ask;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.domain.envelope.Plaintext;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.chat.ChatPayload;

/**
 * What is asked, before anything is chosen or sealed.
 *
 * @param maxAnswerTokens absent means what is left of the context
 * @param maxCoefficient  per mille
 * @param request         the caller's own id, or absent for a random one
 */
public record Question(
        ModelId model,
        List<ChatPayload.Message> messages,
        ChatPayload.Sampling sampling,
        OptionalInt maxAnswerTokens,
        int maxCoefficient,
        Duration timeout,
        Optional<RequestId> request)
        implements Plaintext {

    private static final int TEMPLATE_TOKENS_PER_MESSAGE = 16;

    public Question {
        messages = List.copyOf(messages);
    }

    /**
     * A bound on the prompt's tokens without the model's tokenizer: a token covers at least one byte of UTF-8, and chat
     * templates add a few for each turn.
     */
    long promptTokenBound() {
        long bytes = 0;
        for (ChatPayload.Message message : messages) {
            bytes += message.content().getBytes(StandardCharsets.UTF_8).length + TEMPLATE_TOKENS_PER_MESSAGE;
        }
        return bytes + TEMPLATE_TOKENS_PER_MESSAGE;
    }

    @Override
    public int size() {
        return messages.stream().mapToInt(ChatPayload.Message::size).sum();
    }

    @Override
    public String toString() {
        return "Question[" + model + ", " + messages.size() + " messages]";
    }
}
