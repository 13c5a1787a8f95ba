package network.cocoon.workers.gpu.model;

/**
 * The shape of a decoder, checked. Every size is at least 1 and small enough that products of two fit an int.
 *
 * @param architecture which of the supported families
 * @param vocabulary rows of the embedding
 * @param hidden width of the residual stream
 * @param intermediate width of the feed-forward layer
 * @param layers number of blocks
 * @param heads query heads
 * @param keyValueHeads key and value heads; divides {@code heads}
 * @param headSize elements of one head; even
 * @param context the most positions
 * @param ropeTheta base of the rotary frequencies
 * @param normEpsilon added to the mean square in a norm
 * @param tied whether the output head is the embedding
 */
public record ModelConfig(
        Architecture architecture,
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int context,
        double ropeTheta,
        double normEpsilon,
        boolean tied) {

    /** What differs between the families. */
    public enum Architecture {
        /** Biases on the query, key and value projections. */
        QWEN2,
        /** A norm on each query and key head, no biases. */
        QWEN3
    }

    public ModelConfig {
        size("vocab_size", vocabulary, 1 << 20);
        size("hidden_size", hidden, 1 << 15);
        size("intermediate_size", intermediate, 1 << 17);
        size("num_hidden_layers", layers, 256);
        size("num_attention_heads", heads, 512);
        size("num_key_value_heads", keyValueHeads, 512);
        size("head_dim", headSize, 1024);
        size("max_position_embeddings", context, 1 << 22);
        if (heads % keyValueHeads != 0) {
            throw new ModelException(
                    ModelException.Code.CONFIG_INVALID, "num_key_value_heads must divide num_attention_heads");
        }
        if (headSize % 2 != 0) {
            throw new ModelException(ModelException.Code.CONFIG_INVALID, "head_dim must be even");
        }
        if (!(ropeTheta > 0 && ropeTheta < 1e12)) {
            throw new ModelException(ModelException.Code.CONFIG_INVALID, "rope_theta is out of range");
        }
        if (!(normEpsilon > 0 && normEpsilon < 1)) {
            throw new ModelException(ModelException.Code.CONFIG_INVALID, "rms_norm_eps is out of range");
        }
    }

    private static void size(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new ModelException(
                    ModelException.Code.CONFIG_INVALID, name + " must be 1 to " + most + ", not " + value);
        }
    }

    /** Rows of the query projection. */
    public int queryRows() {
        return heads * headSize;
    }

    /** Rows of the key projection, and of the value projection. */
    public int keyRows() {
        return keyValueHeads * headSize;
    }
}
