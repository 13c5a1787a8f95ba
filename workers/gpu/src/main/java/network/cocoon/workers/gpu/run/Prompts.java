package network.cocoon.workers.gpu.run;

import java.util.List;
import java.util.OptionalLong;
import network.cocoon.wire.chat.ChatPayload;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import org.jspecify.annotations.Nullable;

/** From what was sealed to what an engine takes. */
final class Prompts {

    private Prompts() {}

    /** Throws {@link IllegalArgumentException} for roles or settings that no engine here has. */
    static Prompt of(ChatPayload payload, int headerMaxTokens) {
        List<ChatMessage> messages = payload.messages().stream()
                .map(message -> new ChatMessage(role(message.role()), message.content()))
                .toList();
        return new Prompt(messages, sampling(payload.sampling()), payload.maxTokens(), headerMaxTokens);
    }

    private static ChatMessage.Role role(String role) {
        return switch (role) {
            case "system", "developer" -> ChatMessage.Role.SYSTEM;
            case "user" -> ChatMessage.Role.USER;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            default -> throw new IllegalArgumentException("unknown role");
        };
    }

    private static SamplingSettings sampling(ChatPayload.Sampling sampling) {
        Long seed = sampling.seed();
        List<String> stop = sampling.stop();
        return new SamplingSettings(
                or(sampling.temperature(), 0),
                or(sampling.topP(), 1),
                0,
                or(sampling.frequencyPenalty(), 0),
                or(sampling.presencePenalty(), 0),
                1,
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                stop == null ? List.of() : stop);
    }

    private static double or(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
