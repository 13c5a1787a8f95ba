package network.cocoon.workers.gpu.model;

/**
 * Sparse feed-forward layers: a router sends each token to a few of many experts.
 *
 * @param count experts of a layer
 * @param chosen how many a token goes to
 * @param intermediate width of one expert
 * @param shared how many experts' width every token goes through besides; 0 for none
 * @param firstSparse blocks before this one are dense
 * @param every of the others each so many-th is sparse
 * @param offset the remainder of a sparse block's number by {@code every}
 * @param choice how experts are chosen
 * @param groups experts lie in so many groups of one size
 * @param groupsChosen and are chosen from so many of these
 * @param normed whether the chosen weights are scaled to sum to 1
 * @param scale factor on the chosen weights
 */
public record Experts(
        int count,
        int chosen,
        int intermediate,
        int shared,
        int firstSparse,
        int every,
        int offset,
        Choice choice,
        int groups,
        int groupsChosen,
        boolean normed,
        double scale) {

    /** How a router scores. */
    public enum Choice {
        /** Softmax over all experts, the best of them. */
        SOFTMAX,
        /** The same within the groups whose best expert is best (DeepSeek-V2's group_limited_greedy). */
        SOFTMAX_GROUPS,
        /** Sigmoid and a correction that only chooses; groups by the sum of their best two (DeepSeek-V3's noaux_tc). */
        SIGMOID_CORRECTED
    }

    public Experts {
        ModelConfig.size("the number of experts", count, 4096);
        ModelConfig.size("num_experts_per_tok", chosen, count);
        ModelConfig.size("moe_intermediate_size", intermediate, 1 << 17);
        ModelConfig.require(shared >= 0 && shared <= 64, "n_shared_experts is out of range");
        ModelConfig.require(firstSparse >= 0, "first_k_dense_replace is negative");
        ModelConfig.size("moe_layer_freq", every, 256);
        ModelConfig.size("n_group", groups, count);
        ModelConfig.size("topk_group", groupsChosen, groups);
        ModelConfig.require(count % groups == 0, "n_group must divide the number of experts");
        ModelConfig.require((long) count / groups * groupsChosen >= chosen, "the chosen groups hold too few experts");
        ModelConfig.require(
                choice != Choice.SIGMOID_CORRECTED || count / groups >= 2, "a group holds fewer than two experts");
        ModelConfig.require(scale > 0 && scale < 1e6, "routed_scaling_factor is out of range");
    }

    boolean in(int layer) {
        return layer >= firstSparse && layer % every == offset;
    }
}
