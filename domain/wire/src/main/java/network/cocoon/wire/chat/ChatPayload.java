package network.cocoon.wire.chat;

import java.util.List;
import network.cocoon.domain.envelope.Plaintext;
import org.jspecify.annotations.Nullable;

/**
 * A chat request as it is sealed: UTF-8 JSON.
 *
 * @param messages     1 to 4096 turns
 * @param maxTokens    the most tokens of the answer, at least 1
 * @param prefixSecret keys reuse of a common prefix; absent means no reuse
 */
public record ChatPayload(
        List<Message> messages,
        Sampling sampling,
        int maxTokens,
        @Nullable String prefixSecret) implements Plaintext {

    /** More turns than any model's context could hold. */
    public static final int MAX_MESSAGES = 4096;

    public ChatPayload {
        messages = List.copyOf(messages);
        if (messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            throw new IllegalArgumentException("a chat has 1 to " + MAX_MESSAGES + " messages");
        }
        if (maxTokens < 1) {
            throw new IllegalArgumentException("an answer may have at least 1 token");
        }
    }

    /** @param role {@code system}, {@code user} or {@code assistant} */
    public record Message(String role, String content) implements Plaintext {

        @Override
        public int size() {
            return content.length();
        }

        @Override
        public String toString() {
            return "Message[" + size() + " characters]";
        }
    }

    /** As in the OpenAI API; absent means the model's default. */
    public record Sampling(
            @Nullable Double temperature,
            @Nullable Double topP,
            @Nullable Long seed,
            @Nullable List<String> stop,
            @Nullable Double presencePenalty,
            @Nullable Double frequencyPenalty) {

        @Override
        public String toString() {
            return "Sampling[]";
        }
    }

    /** UTF-8 JSON. */
    public byte[] encode() {
        return ChatJson.write(this);
    }

    /** Throws {@link IllegalArgumentException}, without a word of the content, on anything malformed. */
    public static ChatPayload decode(byte[] json) {
        return ChatJson.read(json, ChatPayload.class);
    }

    @Override
    public int size() {
        return messages.stream().mapToInt(Message::size).sum();
    }

    @Override
    public String toString() {
        return "ChatPayload[" + messages.size() + " messages]";
    }
}
