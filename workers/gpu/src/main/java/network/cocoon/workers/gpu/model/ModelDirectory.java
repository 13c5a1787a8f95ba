package network.cocoon.workers.gpu.model;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import network.cocoon.workers.gpu.model.ModelException.Code;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A Hugging Face directory in memory. Nothing of the directory is read again.
 *
 * @param manifest every file that was read
 * @param weights by {@link WeightLayout}
 * @param ends tokens that end an answer
 * @param tokenizer the bytes of tokenizer.json
 * @param chatTemplate the template in tokenizer_config.json or chat_template.jinja, empty if there is none
 * @param tokenizerConfig the bytes of tokenizer_config.json, an empty object if there is none
 */
public record ModelDirectory(
        ModelManifest manifest,
        ModelConfig config,
        List<FloatBuffer> weights,
        List<Integer> ends,
        byte[] tokenizer,
        String chatTemplate,
        byte[] tokenizerConfig) {

    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    /**
     * Reads the whole model.
     *
     * @throws ModelException with a code for anything wrong with the directory
     */
    public static ModelDirectory read(Path directory) {
        HashedFiles files = new HashedFiles(directory);
        JsonNode configuration = ConfigReader.json("config.json", files.small("config.json"));
        ModelConfig config = ConfigReader.config(configuration);
        JsonNode generation = ConfigReader.json("generation_config.json", optional(files, "generation_config.json"));
        byte[] tokenizerConfig = optional(files, "tokenizer_config.json");
        JsonNode tokens = ConfigReader.json("tokenizer_config.json", tokenizerConfig);
        byte[] tokenizer = files.small("tokenizer.json");
        String template = tokens.path("chat_template").asString("");
        if (template.isEmpty() && files.exists("chat_template.jinja")) {
            template = new String(files.small("chat_template.jinja"), java.nio.charset.StandardCharsets.UTF_8);
        }
        List<FloatBuffer> weights = weights(files, config);
        return new ModelDirectory(
                files.manifest(),
                config,
                weights,
                ConfigReader.ends(configuration, generation, config.vocabulary()),
                tokenizer,
                template,
                tokenizerConfig);
    }

    private static byte[] optional(HashedFiles files, String name) {
        return files.exists(name) ? files.small(name) : new byte[] {'{', '}'};
    }

    private static List<FloatBuffer> weights(HashedFiles files, ModelConfig config) {
        List<FloatBuffer> buffers = Decoder.allocate(config);
        Map<String, WeightLayout.Part> missing = new HashMap<>();
        for (WeightLayout.Part part : WeightLayout.of(config).parts()) {
            missing.put(part.name(), part);
        }
        for (String name : weightFiles(files)) {
            files.stream(
                    name,
                    stream -> Safetensors.read(
                            stream, (tensor, shape) -> place(config, missing, buffers, tensor, shape)));
        }
        if (!missing.isEmpty()) {
            throw new ModelException(
                    Code.TENSOR_MISSING,
                    missing.size() + " tensors, one is "
                            + missing.keySet().stream().sorted().findFirst().orElse(""));
        }
        return List.copyOf(buffers);
    }

    private static @Nullable FloatBuffer place(
            ModelConfig config,
            Map<String, WeightLayout.Part> missing,
            List<FloatBuffer> buffers,
            String tensor,
            long[] shape) {
        WeightLayout.Part part = missing.remove(tensor);
        if (part == null) {
            // Tied models are sometimes saved with their head, which is the embedding again.
            if (config.tied() && tensor.equals("lm_head.weight")) {
                return null;
            }
            throw new ModelException(Code.TENSOR_UNEXPECTED, "a tensor of no known place, or given twice");
        }
        long[] expected = Arrays.stream(part.shape()).asLongStream().toArray();
        if (!Arrays.equals(expected, shape)) {
            throw new ModelException(Code.TENSOR_MISMATCH, part.name() + " should be " + Arrays.toString(expected));
        }
        int width = expected.length == 1 ? 1 : (int) expected[1];
        return buffers.get(part.entry()).slice(part.row() * width, (int) part.elements());
    }

    private static TreeSet<String> weightFiles(HashedFiles files) {
        TreeSet<String> names = new TreeSet<>();
        if (files.exists(INDEX)) {
            JsonNode map = ConfigReader.json(INDEX, files.small(INDEX)).path("weight_map");
            map.forEach(file -> names.add(file.asString("")));
            if (names.isEmpty()) {
                throw new ModelException(Code.JSON_INVALID, INDEX + " names no file");
            }
        } else {
            names.add(SINGLE);
        }
        return names;
    }
}
