package network.cocoon.workers.gpu.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.cocoon.workers.gpu.model.Embeddings.Pooling;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * modules.json and the pooling it names, as the sentence-transformers library writes them, and config.json's words on
 * vectors that may be cut, as vLLM reads them. What is not built is refused by name.
 */
final class EmbeddingsReader {

    private static final String MODULES = "modules.json";
    private static final int MOST_MODULES = 8;
    private static final int MOST_SIZES = 256;

    private static final Set<String> LAST = Set.of("pooling_mode_lasttoken", "lasttoken");
    private static final Set<String> MEAN = Set.of("pooling_mode_mean_tokens", "mean");

    private EmbeddingsReader() {}

    static Embeddings read(HashedFiles files, JsonNode config) {
        ConfigNode c = new ConfigNode(config);
        List<Integer> sizes = sizes(config.path("matryoshka_dimensions"));
        boolean cuts = c.flag("is_matryoshka", !sizes.isEmpty());
        return new Embeddings(files.exists(MODULES) ? pooling(files) : Pooling.LAST, cuts, sizes);
    }

    private static List<Integer> sizes(JsonNode list) {
        List<Integer> sizes = new ArrayList<>();
        for (JsonNode size : list) {
            if (!size.canConvertToInt() || size.intValue() < 1 || sizes.size() == MOST_SIZES) {
                throw new ModelException(
                        ModelException.Code.CONFIG_INVALID, "matryoshka_dimensions is not a list of sizes");
            }
            sizes.add(size.intValue());
        }
        return sizes;
    }

    private static Pooling pooling(HashedFiles files) {
        Optional<Pooling> pooling = Optional.empty();
        for (JsonNode module : modules(files.small(MODULES))) {
            String type = module.path("type").asString("");
            String path = module.path("path").asString("");
            switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "Transformer" -> {
                    if (!path.isEmpty()) {
                        throw ConfigNode.unsupported("modules.json has the model in a folder of its own");
                    }
                }
                case "Pooling" -> pooling = Optional.of(pooling(files, path));
                case "Normalize" -> {
                    // Every vector is brought to length 1.
                }
                default -> throw ConfigNode.unsupported("modules.json has a module of another kind");
            }
        }
        return pooling.orElseThrow(() -> ConfigNode.unsupported("modules.json has no pooling"));
    }

    /** The only one of these files that is a list. */
    private static Iterable<JsonNode> modules(byte[] content) {
        JsonNode list;
        try {
            list = JsonMapper.shared().readTree(content);
        } catch (JacksonException e) {
            throw new ModelException(ModelException.Code.JSON_INVALID, MODULES + " does not parse", e);
        }
        if (!list.isArray() || list.size() > MOST_MODULES) {
            throw new ModelException(ModelException.Code.JSON_INVALID, MODULES + " is not a short list");
        }
        return list;
    }

    private static Pooling pooling(HashedFiles files, String folder) {
        String name = folder + "/config.json";
        JsonNode config = ConfigReader.json(name, files.small(name));
        List<String> modes = new ArrayList<>();
        config.properties().forEach(property -> {
            if (property.getKey().equals("pooling_mode")) {
                modes.add(property.getValue().asString(""));
            } else if (property.getKey().startsWith("pooling_mode_")
                    && property.getValue().asBoolean(false)) {
                modes.add(property.getKey());
            }
        });
        if (modes.size() == 1 && LAST.contains(modes.getFirst())) {
            return Pooling.LAST;
        }
        if (modes.size() == 1 && MEAN.contains(modes.getFirst())) {
            return Pooling.MEAN;
        }
        throw ConfigNode.unsupported("pooling other than of the last token or the mean");
    }
}
