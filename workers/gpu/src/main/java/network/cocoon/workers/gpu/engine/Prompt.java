package network.cocoon.workers.gpu.engine;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;

/**
 * What to answer and how.
 *
 * @param messages 1 to {@value #MAX_MESSAGES} turns, with the tools together at most {@value #MAX_CHARACTERS} UTF-16 units
 * @param maxTokens the most tokens of the answer, at least 1
 * @param maxTotal the most tokens of prompt and answer together, at least 1
 * @param tools JSON, a list of functions that the model may call
 * @param thinking whether a model that can do either reasons first; empty for its default
 * @param format the form of the answer; empty for any
 * @param prefix the digest of the client's secret under which a common beginning may be reused; empty for no reuse
 * @param call where the answer must be one; empty where the model may call or not. It needs tools, and has no other form
 */
public record Prompt(
        List<ChatMessage> messages,
        SamplingSettings sampling,
        int maxTokens,
        int maxTotal,
        Optional<String> tools,
        Optional<Boolean> thinking,
        Optional<AnswerFormat> format,
        Optional<Digest> prefix,
        Optional<ForcedCall> call) {

    public static final int MAX_MESSAGES = 4096;
    public static final int MAX_CHARACTERS = 4 << 20;

    public Prompt {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            throw new IllegalArgumentException("a prompt has 1 to " + MAX_MESSAGES + " messages");
        }
        long characters = tools.map(String::length).orElse(0);
        for (ChatMessage message : messages) {
            characters += message.length();
        }
        if (characters > MAX_CHARACTERS) {
            throw new IllegalArgumentException("a prompt has at most " + MAX_CHARACTERS + " characters");
        }
        if (maxTokens < 1 || maxTotal < 1) {
            throw new IllegalArgumentException("an answer may have at least 1 token");
        }
        if (call.isPresent() && (tools.isEmpty() || format.isPresent())) {
            throw new IllegalArgumentException("a call is made of a tool, and has no other form");
        }
    }

    /** With no call demanded. */
    public Prompt(
            List<ChatMessage> messages,
            SamplingSettings sampling,
            int maxTokens,
            int maxTotal,
            Optional<String> tools,
            Optional<Boolean> thinking,
            Optional<AnswerFormat> format,
            Optional<Digest> prefix) {
        this(messages, sampling, maxTokens, maxTotal, tools, thinking, format, prefix, Optional.empty());
    }

    /** With nothing reused. */
    public Prompt(
            List<ChatMessage> messages,
            SamplingSettings sampling,
            int maxTokens,
            int maxTotal,
            Optional<String> tools,
            Optional<Boolean> thinking,
            Optional<AnswerFormat> format) {
        this(messages, sampling, maxTokens, maxTotal, tools, thinking, format, Optional.empty());
    }

    /** Words for words. */
    public Prompt(List<ChatMessage> messages, SamplingSettings sampling, int maxTokens, int maxTotal) {
        this(messages, sampling, maxTokens, maxTotal, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** With no limit on prompt and answer together but the model's context. */
    public Prompt(List<ChatMessage> messages, SamplingSettings sampling, int maxTokens) {
        this(messages, sampling, maxTokens, Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return "Prompt[" + messages.size() + " messages, at most " + maxTokens + " tokens]";
    }
}
