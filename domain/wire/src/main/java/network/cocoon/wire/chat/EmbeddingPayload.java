package network.cocoon.wire.chat;

import java.util.List;
import network.cocoon.domain.envelope.Plaintext;
import org.jspecify.annotations.Nullable;

/**
 * Texts of which vectors are asked for, as they are sealed.
 *
 * @param inputs     1 to {@value #MAX_INPUTS}; the answer has a vector for each, in their order
 * @param dimensions the first so many numbers of each vector, 1 to {@value EmbeddingFrame#MAX_WIDTH}; absent means all
 */
public record EmbeddingPayload(List<Input> inputs, @Nullable Integer dimensions) implements RequestPayload {

    /** As OpenAI has it. */
    public static final int MAX_INPUTS = 2048;

    /** The name of the first member. */
    static final String FIRST = "inputs";

    public EmbeddingPayload {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty() || inputs.size() > MAX_INPUTS) {
            throw new IllegalArgumentException("1 to " + MAX_INPUTS + " texts are embedded at once");
        }
        if (dimensions != null && (dimensions < 1 || dimensions > EmbeddingFrame.MAX_WIDTH)) {
            throw new IllegalArgumentException("1 to " + EmbeddingFrame.MAX_WIDTH + " dimensions");
        }
    }

    /**
     * One text, in words or in the model's tokens: one of the two, and not empty.
     *
     * @param tokens ids, which the worker takes as they are
     */
    public record Input(@Nullable String text, @Nullable List<Integer> tokens) implements Plaintext {

        public Input {
            tokens = tokens == null ? null : List.copyOf(tokens);
            boolean words = text != null && !text.isEmpty();
            boolean ids = tokens != null && !tokens.isEmpty();
            if (words == ids || (text != null && tokens != null)) {
                throw new IllegalArgumentException("a text to be embedded is words or tokens");
            }
        }

        public static Input of(String text) {
            return new Input(text, null);
        }

        public static Input of(List<Integer> tokens) {
            return new Input(null, tokens);
        }

        @Override
        public int size() {
            return text != null ? text.length() : tokens != null ? tokens.size() : 0;
        }

        @Override
        public String toString() {
            return "Input[" + size() + (text != null ? " characters]" : " tokens]");
        }
    }

    @Override
    public byte[] encode() {
        return ChatJson.write(this);
    }

    /** Throws {@link IllegalArgumentException}, without a word of the content, on anything malformed. */
    public static EmbeddingPayload decode(byte[] json) {
        return ChatJson.read(json, EmbeddingPayload.class);
    }

    @Override
    public int size() {
        return inputs.stream().mapToInt(Input::size).sum();
    }

    @Override
    public String toString() {
        return "EmbeddingPayload[" + inputs.size() + " texts]";
    }
}
