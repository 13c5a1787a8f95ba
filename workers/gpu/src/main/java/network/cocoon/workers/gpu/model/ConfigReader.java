package network.cocoon.workers.gpu.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.cocoon.workers.gpu.model.Attention.Window;
import network.cocoon.workers.gpu.model.ModelConfig.Architecture;
import network.cocoon.workers.gpu.model.ModelException.Code;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** config.json and generation_config.json. A feature that changes the arithmetic and is not built is refused by name. */
final class ConfigReader {

    private ConfigReader() {}

    static JsonNode json(String name, byte[] content) {
        try {
            JsonNode node = JsonMapper.shared().readTree(content);
            if (!node.isObject()) {
                throw new ModelException(Code.JSON_INVALID, name + " is not an object");
            }
            return node;
        } catch (JacksonException e) {
            throw new ModelException(Code.JSON_INVALID, name + " does not parse", e);
        }
    }

    static ModelConfig config(JsonNode node) {
        ConfigNode c = new ConfigNode(node);
        Architecture architecture =
                switch (c.word("model_type", "")) {
                    case "qwen2" -> Architecture.QWEN2;
                    case "qwen3" -> Architecture.QWEN3;
                    case "qwen3_moe" -> Architecture.QWEN3_MOE;
                    case "deepseek_v2" -> Architecture.DEEPSEEK_V2;
                    case "deepseek_v3" -> Architecture.DEEPSEEK_V3;
                    default ->
                        throw ConfigNode.unsupported(
                                "model_type is none of qwen2, qwen3, qwen3_moe, deepseek_v2, deepseek_v3");
                };
        ConfigKeys.check(node);
        if (!c.word("hidden_act", "silu").equals("silu")) {
            throw ConfigNode.unsupported("hidden_act is not silu");
        }
        int layers = c.number("num_hidden_layers", -1);
        int context = c.number("max_position_embeddings", 32_768);
        boolean latent = architecture == Architecture.DEEPSEEK_V2 || architecture == Architecture.DEEPSEEK_V3;
        Attention attention = latent ? latent(c) : grouped(c, architecture, layers);
        return new ModelConfig(
                architecture,
                c.number("vocab_size", -1),
                c.number("hidden_size", -1),
                c.number("intermediate_size", -1),
                layers,
                context,
                c.real("rms_norm_eps", 1e-6),
                c.flag("tie_word_embeddings", false),
                attention,
                RopeReader.rope(c, attention.rotary(), context, latent),
                experts(c, architecture));
    }

    private static Attention grouped(ConfigNode c, Architecture architecture, int layers) {
        if (architecture != Architecture.QWEN2 && c.flag("attention_bias", false)) {
            throw ConfigNode.unsupported("attention_bias");
        }
        int heads = c.number("num_attention_heads", -1);
        int hidden = c.number("hidden_size", -1);
        return new Attention.Grouped(
                heads,
                c.number("num_key_value_heads", heads),
                c.number("head_dim", heads > 0 ? hidden / heads : -1),
                architecture == Architecture.QWEN2,
                architecture != Architecture.QWEN2,
                window(c, layers));
    }

    /** As the published configurations mean it: the first max_window_layers blocks see everything. */
    private static Optional<Window> window(ConfigNode c, int layers) {
        if (!c.flag("use_sliding_window", false) || !c.present("sliding_window")) {
            if (c.words("layer_types").contains("sliding_attention")) {
                throw ConfigNode.unsupported("layer_types with a window that use_sliding_window turns off");
            }
            return Optional.empty();
        }
        Window window = new Window(c.number("sliding_window", -1), c.number("max_window_layers", 28));
        List<String> types = c.words("layer_types");
        for (int i = 0; i < types.size(); i++) {
            String expected = i >= window.from() ? "sliding_attention" : "full_attention";
            if (types.size() != layers || !types.get(i).equals(expected)) {
                throw ConfigNode.unsupported("layer_types that differ from max_window_layers");
            }
        }
        return Optional.of(window);
    }

    private static Attention latent(ConfigNode c) {
        if (c.flag("attention_bias", false)) {
            throw ConfigNode.unsupported("attention_bias");
        }
        if (!c.flag("rope_interleave", true)) {
            throw ConfigNode.unsupported("rope_interleave is false");
        }
        return new Attention.Latent(
                c.number("num_attention_heads", -1),
                c.number("q_lora_rank", 0),
                c.number("kv_lora_rank", -1),
                c.number("qk_nope_head_dim", -1),
                c.number("qk_rope_head_dim", -1),
                c.number("v_head_dim", -1));
    }

    private static Optional<Experts> experts(ConfigNode c, Architecture architecture) {
        return switch (architecture) {
            case QWEN2, QWEN3 -> Optional.empty();
            case QWEN3_MOE -> Optional.of(ExpertsReader.qwen3(c));
            case DEEPSEEK_V2 -> ExpertsReader.deepseek2(c);
            case DEEPSEEK_V3 -> ExpertsReader.deepseek3(c);
        };
    }

    /** The tokens that end an answer: generation_config.json where it says so, else config.json. */
    static List<Integer> ends(JsonNode config, JsonNode generation, int vocabulary) {
        JsonNode node = generation.has("eos_token_id") ? generation.get("eos_token_id") : config.path("eos_token_id");
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        List<Integer> ends = new ArrayList<>();
        if (node.isArray() && node.size() <= 64) {
            node.forEach(n -> ends.add(n.asInt(-1)));
        } else {
            ends.add(node.asInt(-1));
        }
        for (int end : ends) {
            if (end < 0 || end >= vocabulary) {
                throw new ModelException(Code.CONFIG_INVALID, "eos_token_id is not a token");
            }
        }
        return List.copyOf(ends);
    }
}
