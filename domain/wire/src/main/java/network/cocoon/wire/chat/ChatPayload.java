package network.cocoon.wire.chat;

import java.util.List;
import java.util.Map;
import network.cocoon.domain.envelope.Plaintext;
import org.jspecify.annotations.Nullable;

/**
 * A chat request as it is sealed: UTF-8 JSON. What a request does not use is absent, so that it reads the same to workers
 * that do not know it; what one does use and a worker does not know is refused by it.
 *
 * @param messages     1 to 4096 turns
 * @param maxTokens    the most tokens of an answer, at least 1
 * @param prefixSecret keys reuse of a common prefix, 32 to 256 characters; absent means no reuse
 * @param choices      how many answers, 1 to {@value #MAX_CHOICES}; absent means 1
 * @param tools        JSON, a list of functions as in the OpenAI API; absent means none
 * @param thinking     whether a model that can do either reasons first; absent means its default
 * @param format       what form the answer has; absent means any
 * @param toolChoice   the answer is one call, with tools and without a format; absent means as the model sees fit
 */
public record ChatPayload(
        List<Message> messages,
        Sampling sampling,
        int maxTokens,
        @Nullable String prefixSecret,
        @Nullable Integer choices,
        @Nullable String tools,
        @Nullable Boolean thinking,
        @Nullable Format format,
        @Nullable ToolChoice toolChoice)
        implements RequestPayload {

    /** More turns than any model's context could hold. */
    public static final int MAX_MESSAGES = 4096;

    public static final int MAX_CHOICES = 8;

    /** Of one turn. */
    public static final int MAX_TOOL_CALLS = 128;

    public ChatPayload {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            throw new IllegalArgumentException("a chat has 1 to " + MAX_MESSAGES + " messages");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("an answer may have at least 1 token");
        }
        if (choices != null && (choices < 1 || choices > MAX_CHOICES)) {
            throw new IllegalArgumentException("1 to " + MAX_CHOICES + " answers");
        }
        if (toolChoice != null && (tools == null || format != null)) {
            throw new IllegalArgumentException("a call is made of a tool, and has no other form");
        }
    }

    /** One answer in words, with no tools. */
    public ChatPayload(List<Message> messages, Sampling sampling, int maxTokens, @Nullable String prefixSecret) {
        this(messages, sampling, maxTokens, prefixSecret, null, null, null, null, null);
    }

    /** With all that is asked for beside words. */
    public static ChatPayload of(List<Message> messages, Sampling sampling, int maxTokens, ChatOptions options) {
        return new ChatPayload(
                messages,
                sampling,
                maxTokens,
                options.prefixSecret(),
                options.choices(),
                options.tools(),
                options.thinking(),
                options.format(),
                options.toolChoice());
    }

    /**
     * @param role       {@code system}, {@code user}, {@code assistant} or {@code tool}
     * @param reasoning  what an assistant thought before it answered
     * @param toolCalls  what an assistant called
     * @param toolCallId which call a tool answers
     */
    public record Message(
            String role,
            String content,
            @Nullable String reasoning,
            @Nullable List<ToolCall> toolCalls,
            @Nullable String toolCallId)
            implements Plaintext {

        public Message {
            if (toolCalls != null) {
                toolCalls = List.copyOf(toolCalls);
                if (toolCalls.size() > MAX_TOOL_CALLS) {
                    throw new IllegalArgumentException("a turn has at most " + MAX_TOOL_CALLS + " tool calls");
                }
            }
        }

        public Message(String role, String content) {
            this(role, content, null, null, null);
        }

        @Override
        public int size() {
            int size = content.length() + (reasoning == null ? 0 : reasoning.length());
            return toolCalls == null
                    ? size
                    : size + toolCalls.stream().mapToInt(ToolCall::size).sum();
        }

        @Override
        public String toString() {
            return "Message[" + size() + " characters]";
        }
    }

    /** @param arguments JSON, an object */
    public record ToolCall(String id, String name, String arguments) implements Plaintext {

        @Override
        public int size() {
            return id.length() + name.length() + arguments.length();
        }

        @Override
        public String toString() {
            return "ToolCall[" + size() + " characters]";
        }
    }

    /** @param schema a JSON schema that the answer is to be valid under; absent means any JSON object */
    public record Format(@Nullable String schema) implements Plaintext {

        @Override
        public int size() {
            return schema == null ? 0 : schema.length();
        }

        @Override
        public String toString() {
            return "Format[" + size() + " characters]";
        }
    }

    /** @param name the function that is to be called; absent means any of them */
    public record ToolChoice(@Nullable String name) implements Plaintext {

        @Override
        public int size() {
            return name == null ? 0 : name.length();
        }

        @Override
        public String toString() {
            return "ToolChoice[" + size() + " characters]";
        }
    }

    /**
     * As in the OpenAI API and its usual extensions; absent means the model's default.
     *
     * @param logitBias   by token id, added to its logit
     * @param topLogprobs log probabilities are wanted: of each token, and of so many likeliest beside it
     */
    public record Sampling(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Long seed,
            @Nullable List<String> stop,
            @Nullable Double presencePenalty,
            @Nullable Double frequencyPenalty,
            @Nullable Integer topK,
            @Nullable Double minP,
            @Nullable Double repetitionPenalty,
            @Nullable Map<String, Double> logitBias,
            @Nullable Integer topLogprobs) {

        public Sampling(
                @Nullable Double temperature,
                @Nullable Double topP,
                @Nullable Long seed,
                @Nullable List<String> stop,
                @Nullable Double presencePenalty,
                @Nullable Double frequencyPenalty) {
            this(temperature, topP, seed, stop, presencePenalty, frequencyPenalty, null, null, null, null, null);
        }

        @Override
        public String toString() {
            return "Sampling[]";
        }
    }

    @Override
    public byte[] encode() {
        return ChatJson.write(this);
    }

    /** Throws {@link IllegalArgumentException}, without a word of the content, on anything malformed. */
    public static ChatPayload decode(byte[] json) {
        return ChatJson.read(json, ChatPayload.class);
    }

    @Override
    public int size() {
        return messages.stream().mapToInt(Message::size).sum() + (tools == null ? 0 : tools.length());
    }

    @Override
    public String toString() {
        return "ChatPayload[" + messages.size() + " messages]";
    }
}
