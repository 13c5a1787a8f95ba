package network.cocoon.workers.gpu.engine;

import java.util.List;
import java.util.OptionalInt;

/**
 * Texts of which vectors are wanted.
 *
 * @param inputs at least one
 * @param dimensions the first so many numbers of each vector, at least 1; empty for all
 * @param maxTotal the most tokens of all of them together, at least 1
 */
public record EmbeddingOrder(List<Input> inputs, OptionalInt dimensions, int maxTotal) {

    /** One text. */
    public sealed interface Input {

        /** In words, not empty. */
        record Words(String text) implements Input {

            @Override
            public String toString() {
                return "Words[" + text.length() + " chars]";
            }
        }

        /** In the model's tokens, at least one, taken as they are. */
        record Tokens(int[] ids) implements Input {

            @Override
            public String toString() {
                return "Tokens[" + ids.length + "]";
            }
        }
    }

    public EmbeddingOrder {
        inputs = List.copyOf(inputs);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("there is no text to be embedded");
        }
        if (dimensions.orElse(1) < 1 || maxTotal < 1) {
            throw new IllegalArgumentException("a vector has at least 1 number, a text at least 1 token");
        }
    }

    @Override
    public String toString() {
        return "EmbeddingOrder[" + inputs.size() + " texts]";
    }
}
