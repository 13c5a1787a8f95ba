package network.cocoon.wire.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import network.cocoon.domain.envelope.Plaintext;
import network.cocoon.domain.kernel.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One sealed frame of an answer, UTF-8 JSON: a piece of it, or the reason there is no more. Where a request asks for several
 * answers each frame says whose it is; an absent choice is the first.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatFrame.Delta.class, name = "delta"),
    @JsonSubTypes.Type(value = ChatFrame.Reasoning.class, name = "reasoning"),
    @JsonSubTypes.Type(value = ChatFrame.ToolCall.class, name = "tool"),
    @JsonSubTypes.Type(value = ChatFrame.Done.class, name = "done")
})
public sealed interface ChatFrame extends Plaintext {

    /** Which answer, from 0. */
    @Nullable Integer choice();

    /** {@link #choice}, or the first where none is named. */
    default int place() {
        Integer choice = choice();
        return choice == null ? 0 : choice;
    }

    /**
     * More text, never half a character.
     *
     * @param logprobs of the tokens whose text this is, where they were asked for
     */
    record Delta(
            String text, @Nullable Integer choice, @Nullable List<TokenLogprob> logprobs) implements ChatFrame {

        public Delta(String text) {
            this(text, null, null);
        }

        @Override
        public int size() {
            return text.length();
        }

        @Override
        public String toString() {
            return "Delta[" + size() + " characters]";
        }
    }

    /** More of what the model thinks before it answers. */
    record Reasoning(String text, @Nullable Integer choice) implements ChatFrame {

        @Override
        public int size() {
            return text.length();
        }

        @Override
        public String toString() {
            return "Reasoning[" + size() + " characters]";
        }
    }

    /**
     * More of a call that the model makes: first its id and name, then its arguments piece by piece.
     *
     * @param index     which call of the answer, from 0
     * @param id        in the first piece only
     * @param name      in the first piece only
     * @param arguments more of a JSON object; may be empty
     */
    record ToolCall(
            int index,
            @Nullable String id,
            @Nullable String name,
            String arguments,
            @Nullable Integer choice) implements ChatFrame {

        @Override
        public int size() {
            return arguments.length() + (name == null ? 0 : name.length());
        }

        @Override
        public String toString() {
            return "ToolCall[" + size() + " characters]";
        }
    }

    /** The text is whole. The authenticated end follows, or another answer. */
    record Done(FinishReason reason, @Nullable Integer choice) implements ChatFrame {

        public Done(FinishReason reason) {
            this(reason, null);
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String toString() {
            return "Done[" + reason + "]";
        }
    }

    /**
     * How likely the model held a token, before penalties, bias and temperature.
     *
     * @param bytes of its text, which may be a part of a character
     * @param top   the likeliest instead of it or with it, best first
     */
    record TokenLogprob(Bytes bytes, double logprob, List<Likely> top) implements Plaintext {

        @Override
        public int size() {
            return bytes.length();
        }

        @Override
        public String toString() {
            return "TokenLogprob[" + size() + " bytes]";
        }
    }

    /** One that could have stood there. */
    record Likely(Bytes bytes, double logprob) implements Plaintext {

        @Override
        public int size() {
            return bytes.length();
        }

        @Override
        public String toString() {
            return "Likely[" + size() + " bytes]";
        }
    }

    enum FinishReason {
        STOP,
        LENGTH,
        TOOL_CALLS
    }

    /** UTF-8 JSON. */
    default byte[] encode() {
        return ChatJson.write(this);
    }

    /** Throws {@link IllegalArgumentException}, without a word of the content, on anything malformed. */
    static ChatFrame decode(byte[] json) {
        return ChatJson.read(json, ChatFrame.class);
    }
}
