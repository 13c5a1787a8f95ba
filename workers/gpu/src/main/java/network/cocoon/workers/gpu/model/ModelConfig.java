package network.cocoon.workers.gpu.model;

import java.util.Optional;

/**
 * The shape of a decoder, checked. Every size is at least 1 and small enough that products of two fit an int.
 *
 * @param architecture which of the supported families
 * @param vocabulary rows of the embedding
 * @param hidden width of the residual stream
 * @param intermediate width of a dense feed-forward layer
 * @param layers number of blocks
 * @param context the most positions
 * @param normEpsilon added to the mean square in a norm
 * @param tied whether the output head is the embedding
 * @param attention how a token looks back
 * @param rope how positions turn queries and keys
 * @param experts the sparse feed-forward layers, where there are some
 */
public record ModelConfig(
        Architecture architecture,
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int context,
        double normEpsilon,
        boolean tied,
        Attention attention,
        Rope rope,
        Optional<Experts> experts) {

    /** The families. */
    public enum Architecture {
        /** Biases on the query, key and value projections. */
        QWEN2,
        /** A norm on each query and key head. */
        QWEN3,
        /** Qwen3 with experts. */
        QWEN3_MOE,
        /** Latent attention and experts chosen by softmax. */
        DEEPSEEK_V2,
        /** Latent attention and experts chosen by sigmoid with a correction. */
        DEEPSEEK_V3
    }

    public ModelConfig {
        size("vocab_size", vocabulary, 1 << 20);
        size("hidden_size", hidden, 1 << 15);
        size("intermediate_size", intermediate, 1 << 17);
        size("num_hidden_layers", layers, 256);
        size("max_position_embeddings", context, 1 << 22);
        require(normEpsilon > 0 && normEpsilon < 1, "rms_norm_eps is out of range");
        require(
                experts.isEmpty() || (long) experts.get().count() * layers <= 1 << 16,
                "there are more experts than any model has");
        require(
                attention.rotary() == rope.size(),
                "the rotary part is " + rope.size() + " elements, a head's " + attention.rotary());
    }

    /**
     * From the bytes of config.json.
     *
     * @throws ModelException with a code for what is wrong or not built
     */
    public static ModelConfig read(byte[] json) {
        return ConfigReader.config(ConfigReader.json("config.json", json));
    }

    /** A Qwen3 shape with plain positions. */
    public static ModelConfig qwen3(
            int vocabulary,
            int hidden,
            int intermediate,
            int layers,
            int heads,
            int keyValueHeads,
            int headSize,
            int context,
            double theta) {
        Attention.Grouped attention =
                new Attention.Grouped(heads, keyValueHeads, headSize, false, true, Optional.empty());
        return new ModelConfig(
                Architecture.QWEN3,
                vocabulary,
                hidden,
                intermediate,
                layers,
                context,
                1e-6,
                true,
                attention,
                Rope.plain(theta, headSize),
                Optional.empty());
    }

    /** Whether the feed-forward layer of this block is sparse. */
    public boolean sparse(int layer) {
        return experts.isPresent() && experts.get().in(layer);
    }

    static void size(String name, int value, int most) {
        require(value >= 1 && value <= most, name + " must be 1 to " + most + ", not " + value);
    }

    static void require(boolean holds, String rule) {
        if (!holds) {
            throw new ModelException(ModelException.Code.CONFIG_INVALID, rule);
        }
    }
}
