package network.cocoon.client.openai;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import network.cocoon.domain.envelope.Plaintext;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.wire.chat.ChatOptions;
import network.cocoon.wire.chat.ChatPayload;

/**
 * A chat completion that an app asks for.
 *
 * @param maxTokens      of the answer; absent means what is left of the model's context
 * @param maxCoefficient per mille: workers that ask for more are not used
 * @param timeout        for the whole answer
 * @param request        the app's own id for it: asking again with the same id is never billed twice
 * @param cacheKey       what the app names its conversations by, so that their beginning may be reused; empty for no reuse
 */
public record ChatRequest(
        ModelId model,
        List<ChatPayload.Message> messages,
        ChatPayload.Sampling sampling,
        ChatOptions options,
        OptionalInt maxTokens,
        boolean stream,
        int maxCoefficient,
        Duration timeout,
        Optional<RequestId> request,
        Optional<String> cacheKey)
        implements Plaintext {

    public ChatRequest {
        messages = List.copyOf(messages);
    }

    @Override
    public int size() {
        return messages.stream().mapToInt(ChatPayload.Message::size).sum() + options.size();
    }

    @Override
    public String toString() {
        return "ChatRequest[" + model + ", " + messages.size() + " messages]";
    }
}
