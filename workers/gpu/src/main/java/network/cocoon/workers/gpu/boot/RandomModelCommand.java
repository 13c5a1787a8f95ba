package network.cocoon.workers.gpu.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.WeightTarget.Element;
import network.cocoon.workers.gpu.sample.GgufFile;
import network.cocoon.workers.gpu.sample.RandomModel;
import network.cocoon.workers.gpu.sample.SafetensorsFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cocoon-worker model random}: a model that says nothing, as fast as one that does. */
@Command(
        name = "random",
        mixinStandardHelpOptions = true,
        description =
                "Writes a model of random weights, to measure and compare with: model.safetensors, config.json, and "
                        + "model-TYPE.gguf with the same weights for llama.cpp.")
final class RandomModelCommand implements Callable<Integer> {

    // The published shape of Qwen3-0.6B.
    private static final String QWEN3_600M = """
            {"model_type":"qwen3","vocab_size":151936,"hidden_size":1024,"intermediate_size":3072,"num_hidden_layers":28,
            "num_attention_heads":16,"num_key_value_heads":8,"head_dim":128,"max_position_embeddings":40960,
            "rope_theta":1000000,"rms_norm_eps":1e-06,"tie_word_embeddings":true}
            """;

    @Parameters(paramLabel = "DIR", description = "Where to; made if it is not there.")
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Option(names = "--config", paramLabel = "FILE", description = "A config.json (default: Qwen3-0.6B's shape).")
    private @Nullable Path config;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "How weights are stored: bf16 (the default), f16, f32.")
    private String dtype = "bf16";

    @Option(names = "--gguf", split = ",", paramLabel = "TYPE", description = "Also as GGUF: f32, bf16, q8_0, q4_0.")
    private List<String> gguf = List.of();

    @Option(names = "--seed", paramLabel = "N", description = "Another seed, other weights (default: 1).")
    private long seed = 1;

    @Override
    public Integer call() throws IOException {
        byte[] json = config == null ? QWEN3_600M.getBytes(StandardCharsets.UTF_8) : Files.readAllBytes(config);
        Element element = Element.valueOf(dtype.toUpperCase(Locale.ROOT));
        RandomModel model = new RandomModel(ModelConfig.read(json), seed, element != Element.F32);
        Files.createDirectories(directory);
        Files.write(directory.resolve("config.json"), json);
        SafetensorsFile.write(directory.resolve("model.safetensors"), model, model.tensors(), element);
        for (String type : gguf) {
            GgufFile.write(
                    directory.resolve("model-" + type + ".gguf"),
                    model,
                    json,
                    GgufFile.Type.valueOf(type.toUpperCase(Locale.ROOT)));
        }
        return 0;
    }
}
