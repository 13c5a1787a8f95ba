package network.cocoon.workers.gpu.model;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import network.cocoon.workers.gpu.engine.SamplingDefaults;
import network.cocoon.workers.gpu.model.ModelException.Code;
import tools.jackson.databind.JsonNode;

/**
 * A Hugging Face directory, read once. Its weights went to a target on the way.
 *
 * @param manifest every file that was read
 * @param ends tokens that end an answer; empty where neither file names one
 * @param tokenizer the bytes of tokenizer.json, none where there is no such file
 * @param chatTemplate the template in tokenizer_config.json or chat_template.jinja, empty if there is none
 * @param sampling what generation_config.json says of sampling, else what OpenAI's interface has
 * @param embeddings how its states become vectors
 * @param tokenizerConfig the bytes of tokenizer_config.json, an empty object if there is none
 */
public record ModelDirectory(
        ModelManifest manifest,
        ModelConfig config,
        List<Integer> ends,
        byte[] tokenizer,
        String chatTemplate,
        SamplingDefaults sampling,
        Embeddings embeddings,
        byte[] tokenizerConfig) {

    private static final String SINGLE = "model.safetensors";
    private static final int MOST_SHARDS = 1000;
    private static final String INDEX = "model.safetensors.index.json";

    /** Makes the target of the weights once the shape is known. */
    @FunctionalInterface
    public interface Loader {
        WeightTarget target(ModelConfig config);
    }

    /**
     * Reads the whole model, front to back.
     *
     * @throws ModelException with a code for anything wrong with the directory
     */
    public static ModelDirectory read(Path directory, Loader loader) {
        return read(directory, loader, LoadProgress.SILENT);
    }

    /** As {@link #read(Path, Loader)}, telling how far it is. */
    public static ModelDirectory read(Path directory, Loader loader, LoadProgress progress) {
        HashedFiles files = new HashedFiles(directory);
        JsonNode configuration = ConfigReader.json("config.json", files.small("config.json"));
        ModelConfig config = ConfigReader.config(configuration);
        JsonNode generation = ConfigReader.json("generation_config.json", optional(files, "generation_config.json"));
        byte[] tokenizerConfig = optional(files, "tokenizer_config.json");
        JsonNode tokens = ConfigReader.json("tokenizer_config.json", tokenizerConfig);
        Embeddings embeddings = EmbeddingsReader.read(files, configuration);
        byte[] tokenizer = files.exists("tokenizer.json") ? files.small("tokenizer.json") : new byte[0];
        String template = tokens.path("chat_template").asString("");
        if (template.isEmpty() && files.exists("chat_template.jinja")) {
            template = new String(files.small("chat_template.jinja"), java.nio.charset.StandardCharsets.UTF_8);
        }
        WeightTarget target = loader.target(config);
        TreeSet<String> shards = weightFiles(files);
        for (String name : shards) {
            if (!files.exists(name)) {
                throw new ModelException(Code.FILE_UNREADABLE, "a file of weights is missing");
            }
        }
        long all = shards.stream().mapToLong(files::size).sum();
        long before = 0;
        for (String name : shards) {
            long earlier = before;
            files.stream(name, stream -> {
                stream.watch(taken -> progress.read(earlier + taken, all));
                Safetensors.read(stream, target);
            });
            before += files.size(name);
        }
        target.complete();
        return new ModelDirectory(
                files.manifest(),
                config,
                ConfigReader.ends(configuration, generation, config.vocabulary()),
                tokenizer,
                template,
                GenerationReader.sampling(generation),
                embeddings,
                tokenizerConfig);
    }

    private static byte[] optional(HashedFiles files, String name) {
        return files.exists(name) ? files.small(name) : new byte[] {'{', '}'};
    }

    private static TreeSet<String> weightFiles(HashedFiles files) {
        TreeSet<String> names = new TreeSet<>();
        if (files.exists(INDEX)) {
            JsonNode map = ConfigReader.json(INDEX, files.small(INDEX)).path("weight_map");
            for (JsonNode file : map) {
                if (names.add(file.asString("")) && names.size() > MOST_SHARDS) {
                    throw new ModelException(Code.JSON_INVALID, INDEX + " names too many files");
                }
            }
            if (names.isEmpty()) {
                throw new ModelException(Code.JSON_INVALID, INDEX + " names no file");
            }
        } else {
            names.add(SINGLE);
        }
        return names;
    }
}
