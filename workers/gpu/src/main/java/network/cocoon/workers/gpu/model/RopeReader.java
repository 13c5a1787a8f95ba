package network.cocoon.workers.gpu.model;

import java.util.Set;

/** rope_theta with rope_scaling, or rope_parameters as newer configurations have it. */
final class RopeReader {

    private static final Set<String> KEYS = Set.of(
            "rope_type",
            "type",
            "rope_theta",
            "factor",
            "original_max_position_embeddings",
            "beta_fast",
            "beta_slow",
            "attention_factor",
            "mscale",
            "mscale_all_dim",
            "truncate",
            "partial_rotary_factor");

    private RopeReader() {}

    /** @param latent whether YaRN's growth goes into the scores, as DeepSeek's attention has it */
    static Rope rope(ConfigNode c, int size, int context, boolean latent) {
        if (c.present("rope_scaling") && c.present("rope_parameters")) {
            throw ConfigNode.unsupported("both rope_scaling and rope_parameters");
        }
        ConfigNode scaling = c.object(c.present("rope_parameters") ? "rope_parameters" : "rope_scaling");
        for (String key : scaling.node().propertyNames()) {
            if (!KEYS.contains(key)) {
                throw ConfigNode.unsupported("rope_scaling with " + ConfigKeys.shown(key));
            }
        }
        if (scaling.real("partial_rotary_factor", c.real("partial_rotary_factor", 1)) != 1) {
            throw ConfigNode.unsupported("partial_rotary_factor");
        }
        double theta = scaling.real("rope_theta", c.real("rope_theta", 10_000));
        return switch (scaling.word("rope_type", scaling.word("type", "default"))) {
            case "default" -> Rope.plain(theta, size);
            case "linear" -> Rope.linear(theta, size, scaling.real("factor", -1));
            case "yarn" -> yarn(scaling, theta, size, context, latent);
            default -> throw ConfigNode.unsupported("rope_scaling is none of default, linear, yarn");
        };
    }

    private static Rope yarn(ConfigNode s, double theta, int size, int context, boolean latent) {
        double factor = s.real("factor", -1);
        double all = s.real("mscale_all_dim", 0);
        double one = s.real("mscale", 0);
        double magnitude = one != 0 && all != 0
                ? Rope.growth(factor, one) / Rope.growth(factor, all)
                : s.real("attention_factor", Rope.growth(factor, 1));
        double growth = latent && all != 0 ? Rope.growth(factor, all) : 1;
        return Rope.yarn(
                theta,
                size,
                factor,
                s.real("original_max_position_embeddings", context),
                s.real("beta_fast", 32),
                s.real("beta_slow", 1),
                s.flag("truncate", true),
                magnitude,
                growth * growth);
    }
}
