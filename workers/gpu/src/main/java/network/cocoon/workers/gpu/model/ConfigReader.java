package network.cocoon.workers.gpu.model;

import java.util.ArrayList;
import java.util.List;
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

    static ModelConfig config(JsonNode c) {
        Architecture architecture =
                switch (c.path("model_type").asString("")) {
                    case "qwen2" -> Architecture.QWEN2;
                    case "qwen3" -> Architecture.QWEN3;
                    default -> throw unsupported("model_type is neither qwen2 nor qwen3");
                };
        if (!c.path("hidden_act").asString("silu").equals("silu")) {
            throw unsupported("hidden_act is not silu");
        }
        if (c.path("use_sliding_window").asBoolean(false)) {
            throw unsupported("use_sliding_window");
        }
        if (architecture == Architecture.QWEN3 && c.path("attention_bias").asBoolean(false)) {
            throw unsupported("attention_bias");
        }
        JsonNode parameters = c.path("rope_parameters");
        for (JsonNode scaling : List.of(c.path("rope_scaling"), parameters)) {
            String type =
                    scaling.path("rope_type").asString(scaling.path("type").asString("default"));
            if (!type.equals("default")) {
                throw unsupported("rope_scaling");
            }
        }
        if (c.has("quantization_config")) {
            throw unsupported("quantization_config");
        }
        int hidden = number(c, "hidden_size", -1);
        int heads = number(c, "num_attention_heads", -1);
        double theta =
                c.path("rope_theta").asDouble(parameters.path("rope_theta").asDouble(10_000));
        return new ModelConfig(
                architecture,
                number(c, "vocab_size", -1),
                hidden,
                number(c, "intermediate_size", -1),
                number(c, "num_hidden_layers", -1),
                heads,
                number(c, "num_key_value_heads", heads),
                number(c, "head_dim", heads > 0 ? hidden / heads : -1),
                number(c, "max_position_embeddings", 32_768),
                theta,
                c.path("rms_norm_eps").asDouble(1e-6),
                c.path("tie_word_embeddings").asBoolean(false));
    }

    /** The tokens that end an answer: generation_config.json where it says so, else config.json. */
    static List<Integer> ends(JsonNode config, JsonNode generation, int vocabulary) {
        JsonNode node = generation.has("eos_token_id") ? generation.get("eos_token_id") : config.path("eos_token_id");
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

    private static int number(JsonNode c, String name, int absent) {
        JsonNode node = c.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return absent;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw new ModelException(Code.CONFIG_INVALID, name + " is not a whole number");
        }
        return node.intValue();
    }

    private static ModelException unsupported(String what) {
        return new ModelException(Code.ARCHITECTURE_UNSUPPORTED, what);
    }
}
