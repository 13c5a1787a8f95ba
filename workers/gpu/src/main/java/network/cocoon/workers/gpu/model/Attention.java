package network.cocoon.workers.gpu.model;

import java.util.Optional;

/** How a token looks back. */
public sealed interface Attention {

    /** Query heads. */
    int heads();

    /** Elements of a head that its position turns. */
    int rotary();

    /** Elements kept for each position in each layer. */
    long cached();

    /**
     * Several query heads share the key and value of a group.
     *
     * @param keyValueHeads divides {@code heads}
     * @param headSize elements of one head; even
     * @param bias on the query, key and value projections
     * @param headNorm a norm on each query and key head
     * @param window where only the latest positions are seen
     */
    record Grouped(int heads, int keyValueHeads, int headSize, boolean bias, boolean headNorm, Optional<Window> window)
            implements Attention {

        public Grouped {
            ModelConfig.size("num_attention_heads", heads, 512);
            ModelConfig.size("num_key_value_heads", keyValueHeads, 512);
            ModelConfig.size("head_dim", headSize, 1024);
            ModelConfig.require(heads % keyValueHeads == 0, "num_key_value_heads must divide num_attention_heads");
            ModelConfig.require(headSize % 2 == 0, "head_dim must be even");
        }

        @Override
        public int rotary() {
            return headSize;
        }

        @Override
        public long cached() {
            return 2L * keyRows();
        }

        /** Rows of the query projection. */
        public int queryRows() {
            return heads * headSize;
        }

        /** Rows of the key projection, and of the value projection. */
        public int keyRows() {
            return keyValueHeads * headSize;
        }

        /** How many positions a block sees, its own included; 0 for all. */
        public int windowOf(int layer) {
            return window.isPresent() && layer >= window.get().from()
                    ? window.get().positions()
                    : 0;
        }
    }

    /**
     * The latest {@code positions} are seen, in the blocks from {@code from} on.
     *
     * @param from the first block with a window; as many as there are blocks for none
     */
    record Window(int positions, int from) {

        public Window {
            ModelConfig.size("sliding_window", positions, 1 << 22);
            ModelConfig.require(from >= 0, "max_window_layers is negative");
        }
    }

    /**
     * Keys and values of all heads come from one short vector a position (DeepSeek-V2, arXiv 2405.04434, section 2.1).
     *
     * @param queryRank width of the queries' own short vector; 0 for none
     * @param keyValueRank width of the short vector
     * @param plain elements of a head without position
     * @param rotary elements of a head with position
     * @param value elements of a head's value
     */
    record Latent(int heads, int queryRank, int keyValueRank, int plain, int rotary, int value) implements Attention {

        public Latent {
            ModelConfig.size("num_attention_heads", heads, 512);
            ModelConfig.require(queryRank >= 0 && queryRank <= 1 << 15, "q_lora_rank is out of range");
            ModelConfig.size("kv_lora_rank", keyValueRank, 1 << 15);
            ModelConfig.size("qk_nope_head_dim", plain, 1024);
            ModelConfig.size("qk_rope_head_dim", rotary, 1024);
            ModelConfig.size("v_head_dim", value, 1024);
            ModelConfig.require(rotary % 2 == 0, "qk_rope_head_dim must be even");
        }

        @Override
        public long cached() {
            return (long) keyValueRank + rotary;
        }
    }
}
