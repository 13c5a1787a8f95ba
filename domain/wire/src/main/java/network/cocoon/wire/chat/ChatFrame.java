package network.cocoon.wire.chat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import network.cocoon.domain.envelope.Plaintext;

/** One sealed frame of an answer, UTF-8 JSON: text, or the reason there is no more. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChatFrame.Delta.class, name = "delta"),
    @JsonSubTypes.Type(value = ChatFrame.Done.class, name = "done")
})
public sealed interface ChatFrame extends Plaintext {

    /** More text, never half a character. */
    record Delta(String text) implements ChatFrame {

        @Override
        public int size() {
            return text.length();
        }

        @Override
        public String toString() {
            return "Delta[" + size() + " characters]";
        }
    }

    /** The text is whole. The authenticated end follows. */
    record Done(FinishReason reason) implements ChatFrame {

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String toString() {
            return "Done[" + reason + "]";
        }
    }

    enum FinishReason {
        STOP,
        LENGTH
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
