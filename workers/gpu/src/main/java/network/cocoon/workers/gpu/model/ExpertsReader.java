package network.cocoon.workers.gpu.model;

import java.util.Optional;
import network.cocoon.workers.gpu.model.Experts.Choice;

/** How the configurations of each family describe their sparse layers. */
final class ExpertsReader {

    private ExpertsReader() {}

    static Experts qwen3(ConfigNode c) {
        if (!c.words("mlp_only_layers").isEmpty()) {
            throw ConfigNode.unsupported("mlp_only_layers");
        }
        int every = c.number("decoder_sparse_step", 1);
        ModelConfig.size("decoder_sparse_step", every, 256);
        return new Experts(
                c.number("num_experts", -1),
                c.number("num_experts_per_tok", -1),
                c.number("moe_intermediate_size", -1),
                0,
                0,
                every,
                every - 1,
                Choice.SOFTMAX,
                1,
                1,
                c.flag("norm_topk_prob", false),
                1);
    }

    static Optional<Experts> deepseek2(ConfigNode c) {
        if (!c.present("n_routed_experts")) {
            return Optional.empty();
        }
        if (!c.word("scoring_func", "softmax").equals("softmax")) {
            throw ConfigNode.unsupported("scoring_func is not softmax");
        }
        boolean normed = c.flag("norm_topk_prob", false);
        Choice choice =
                switch (c.word("topk_method", "greedy")) {
                    case "greedy" -> Choice.SOFTMAX;
                    case "group_limited_greedy" -> Choice.SOFTMAX_GROUPS;
                    default -> throw ConfigNode.unsupported("topk_method is neither greedy nor group_limited_greedy");
                };
        boolean grouped = choice == Choice.SOFTMAX_GROUPS;
        // The published model scales the weights only where it does not normalise them.
        double scale = normed && c.number("num_experts_per_tok", -1) > 1 ? 1 : c.real("routed_scaling_factor", 1);
        return Optional.of(of(c, choice, grouped, normed && c.number("num_experts_per_tok", -1) > 1, scale));
    }

    static Optional<Experts> deepseek3(ConfigNode c) {
        if (!c.word("scoring_func", "sigmoid").equals("sigmoid")
                || !c.word("topk_method", "noaux_tc").equals("noaux_tc")) {
            throw ConfigNode.unsupported("scoring_func and topk_method are not sigmoid and noaux_tc");
        }
        return Optional.of(of(
                c,
                Choice.SIGMOID_CORRECTED,
                true,
                c.flag("norm_topk_prob", true),
                c.real("routed_scaling_factor", 2.5)));
    }

    private static Experts of(ConfigNode c, Choice choice, boolean grouped, boolean normed, double scale) {
        return new Experts(
                c.number("n_routed_experts", -1),
                c.number("num_experts_per_tok", -1),
                c.number("moe_intermediate_size", -1),
                c.number("n_shared_experts", 0),
                c.number("first_k_dense_replace", 0),
                c.number("moe_layer_freq", 1),
                0,
                choice,
                grouped ? c.number("n_group", 1) : 1,
                grouped ? c.number("topk_group", 1) : 1,
                normed,
                scale);
    }
}
