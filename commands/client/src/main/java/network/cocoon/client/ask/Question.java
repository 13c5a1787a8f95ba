package network.cocoon.client.ask;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.chat.ChatOptions;
import network.cocoon.wire.chat.ChatPayload;

/**
 * What is asked for an answer in words.
 *
 * @param maxAnswerTokens absent means what is left of the context
 * @param maxCoefficient  per mille
 * @param request         the caller's own id, or absent for a random one
 */
public record Question(
        ModelId model,
        List<ChatPayload.Message> messages,
        ChatPayload.Sampling sampling,
        ChatOptions options,
        OptionalInt maxAnswerTokens,
        int maxCoefficient,
        Duration timeout,
        Optional<RequestId> request)
        implements Inquiry {

    private static final int TEMPLATE_TOKENS_PER_MESSAGE = 16;

    /** What a template says about tools, beside the tools. */
    private static final int TEMPLATE_TOKENS_OF_TOOLS = 512;

    public Question {
        messages = List.copyOf(messages);
    }

    /** Words for words. */
    public Question(
            ModelId model,
            List<ChatPayload.Message> messages,
            ChatPayload.Sampling sampling,
            OptionalInt maxAnswerTokens,
            int maxCoefficient,
            Duration timeout,
            Optional<RequestId> request) {
        this(model, messages, sampling, ChatOptions.NONE, maxAnswerTokens, maxCoefficient, timeout, request);
    }

    /** Chat templates add a few for each turn. */
    @Override
    public long promptTokenBound() {
        long bytes = 0;
        for (ChatPayload.Message message : messages) {
            bytes += bytes(message.content()) + TEMPLATE_TOKENS_PER_MESSAGE;
            bytes += message.reasoning() == null ? 0 : bytes(message.reasoning());
            if (message.toolCalls() != null) {
                for (ChatPayload.ToolCall call : message.toolCalls()) {
                    // Spaced anew, as tools are, and named.
                    bytes += bytes(call.name()) + 2 * bytes(call.arguments()) + 2 * TEMPLATE_TOKENS_PER_MESSAGE;
                }
            }
        }
        String tools = options.tools();
        return bytes + TEMPLATE_TOKENS_PER_MESSAGE + (tools == null ? 0 : 2 * bytes(tools) + TEMPLATE_TOKENS_OF_TOOLS);
    }

    @Override
    public byte[] payload(int maxAnswerTokens) {
        return ChatPayload.of(messages, sampling, maxAnswerTokens, options).encode();
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public int size() {
        return messages.stream().mapToInt(ChatPayload.Message::size).sum() + options.size();
    }

    @Override
    public String toString() {
        return "Question[" + model + ", " + messages.size() + " messages]";
    }
}
