package network.cocoon.workers.gpu.run;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.wire.chat.ChatPayload;
import network.cocoon.wire.chat.EmbeddingPayload;
import network.cocoon.workers.gpu.engine.AnswerFormat;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.ForcedCall;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingDefaults;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import org.jspecify.annotations.Nullable;

/** From what was sealed to what an engine takes. */
final class Prompts {

    private static final int LEAST_SECRET = 32;
    private static final int MOST_SECRET = 256;

    private Prompts() {}

    /**
     * Throws {@link IllegalArgumentException} for roles or settings that no engine here has.
     *
     * @param usual  how the engine samples where the app says nothing
     * @param choice which of the answers that are asked for, from 0: each after the first has a seed of its own
     * @param maxTotal what the header leaves for the prompt and this answer
     */
    static Prompt of(ChatPayload payload, SamplingDefaults usual, int choice, int maxTotal) {
        List<ChatMessage> messages =
                payload.messages().stream().map(Prompts::message).toList();
        return new Prompt(
                messages,
                sampling(payload.sampling(), usual, choice),
                payload.maxTokens(),
                maxTotal,
                Optional.ofNullable(payload.tools()),
                Optional.ofNullable(payload.thinking()),
                Optional.ofNullable(payload.format())
                        .map(format -> new AnswerFormat(Optional.ofNullable(format.schema()))),
                prefix(payload.prefixSecret()),
                Optional.ofNullable(payload.toolChoice())
                        .map(call -> new ForcedCall(Optional.ofNullable(call.name()))));
    }

    /** Throws {@link IllegalArgumentException} for an order that no engine here takes. */
    static EmbeddingOrder of(EmbeddingPayload payload, int maxTotal) {
        Integer dimensions = payload.dimensions();
        return new EmbeddingOrder(
                payload.inputs().stream().map(Prompts::input).toList(),
                dimensions == null ? OptionalInt.empty() : OptionalInt.of(dimensions),
                maxTotal);
    }

    private static EmbeddingOrder.Input input(EmbeddingPayload.Input input) {
        String text = input.text();
        List<Integer> tokens = input.tokens();
        if (text != null) {
            return new EmbeddingOrder.Input.Words(text);
        }
        return new EmbeddingOrder.Input.Tokens(
                tokens == null
                        ? new int[0]
                        : tokens.stream().mapToInt(Integer::intValue).toArray());
    }

    /** A short secret could be another client's too. */
    private static Optional<Digest> prefix(@Nullable String secret) {
        if (secret == null) {
            return Optional.empty();
        }
        if (secret.length() < LEAST_SECRET || secret.length() > MOST_SECRET) {
            throw new IllegalArgumentException(
                    "a prefix secret has " + LEAST_SECRET + " to " + MOST_SECRET + " characters");
        }
        return Optional.of(Digest.sha256(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static ChatMessage message(ChatPayload.Message message) {
        List<ChatPayload.ToolCall> calls = message.toolCalls();
        return new ChatMessage(
                role(message.role()),
                message.content(),
                Optional.ofNullable(message.reasoning()),
                calls == null
                        ? List.of()
                        : calls.stream()
                                .map(call -> new ChatMessage.ToolCall(call.id(), call.name(), call.arguments()))
                                .toList(),
                Optional.ofNullable(message.toolCallId()));
    }

    private static ChatMessage.Role role(String role) {
        return switch (role) {
            case "system", "developer" -> ChatMessage.Role.SYSTEM;
            case "user" -> ChatMessage.Role.USER;
            case "assistant" -> ChatMessage.Role.ASSISTANT;
            case "tool" -> ChatMessage.Role.TOOL;
            default -> throw new IllegalArgumentException("unknown role");
        };
    }

    private static SamplingSettings sampling(ChatPayload.Sampling sampling, SamplingDefaults usual, int choice) {
        Long seed = sampling.seed();
        List<String> stop = sampling.stop();
        Integer topK = sampling.topK();
        Integer topLogprobs = sampling.topLogprobs();
        return new SamplingSettings(
                or(sampling.temperature(), usual.temperature()),
                or(sampling.topP(), usual.topP()),
                topK == null ? usual.topK() : topK,
                or(sampling.frequencyPenalty(), 0),
                or(sampling.presencePenalty(), 0),
                or(sampling.repetitionPenalty(), usual.repetitionPenalty()),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed + choice),
                stop == null ? List.of() : stop,
                or(sampling.minP(), usual.minP()),
                biases(sampling.logitBias()),
                topLogprobs == null ? OptionalInt.empty() : OptionalInt.of(topLogprobs));
    }

    private static Map<Integer, Double> biases(@Nullable Map<String, Double> sealed) {
        Map<Integer, Double> biases = new HashMap<>();
        if (sealed != null) {
            sealed.forEach((token, bias) -> biases.put(Integer.valueOf(token), bias));
        }
        return biases;
    }

    private static double or(@Nullable Double value, double otherwise) {
        return value == null ? otherwise : value;
    }
}
