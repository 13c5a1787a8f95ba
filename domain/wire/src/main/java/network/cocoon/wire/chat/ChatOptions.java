package network.cocoon.wire.chat;

import network.cocoon.domain.envelope.Plaintext;
import org.jspecify.annotations.Nullable;

/**
 * What a chat may ask for beside words, as {@link ChatPayload} has it.
 *
 * @param choices how many answers; absent means 1
 * @param tools   JSON
 * @param toolChoice the answer is one call; absent means as the model sees fit
 * @param prefixSecret keys reuse of a common prefix; absent means no reuse
 */
public record ChatOptions(
        @Nullable Integer choices,
        @Nullable String tools,
        @Nullable Boolean thinking,
        ChatPayload.@Nullable Format format,
        ChatPayload.@Nullable ToolChoice toolChoice,
        @Nullable String prefixSecret)
        implements Plaintext {

    public static final ChatOptions NONE = new ChatOptions(null, null, null, null, null, null);

    /** With nothing reused, and no call demanded. */
    public ChatOptions(
            @Nullable Integer choices,
            @Nullable String tools,
            @Nullable Boolean thinking,
            ChatPayload.@Nullable Format format) {
        this(choices, tools, thinking, format, null, null);
    }

    /** The same under a secret. */
    public ChatOptions reusing(String secret) {
        return new ChatOptions(choices, tools, thinking, format, toolChoice, secret);
    }

    /** How many answers, in any case. */
    public int answers() {
        return choices == null ? 1 : choices;
    }

    @Override
    public int size() {
        return (tools == null ? 0 : tools.length()) + (format == null ? 0 : format.size());
    }

    @Override
    public String toString() {
        return "ChatOptions[" + size() + " characters]";
    }
}
