package network.cocoon.workers.gpu.model;

import java.util.List;
import network.cocoon.workers.gpu.engine.EngineException;

/**
 * How a model's hidden states become vectors. Each is brought to length 1.
 *
 * @param pooling which of a text's states
 * @param cuts whether the beginning of a vector is a vector too (arXiv 2205.13147)
 * @param sizes how long such a beginning may be; empty for any length
 */
public record Embeddings(Pooling pooling, boolean cuts, List<Integer> sizes) {

    /** Of a directory that says nothing: the last token has seen all the others. */
    public static final Embeddings PLAIN = new Embeddings(Pooling.LAST, false, List.of());

    /** Which of a text's states. */
    public enum Pooling {
        /** The last token's. */
        LAST,
        /** The mean of all tokens'. */
        MEAN
    }

    public Embeddings {
        sizes = List.copyOf(sizes);
    }

    /**
     * How many numbers a vector has.
     *
     * @param wanted what was asked for
     * @param width of the model's states
     * @throws EngineException (UNSUPPORTED) where the model was not made to be cut there
     */
    public int dimensions(int wanted, int width) {
        boolean served = wanted == width || (cuts && wanted < width && (sizes.isEmpty() || sizes.contains(wanted)));
        if (!served) {
            throw new EngineException(
                    EngineException.Code.UNSUPPORTED,
                    "this model's vectors have " + width + " dimensions, not " + wanted);
        }
        return wanted;
    }
}
