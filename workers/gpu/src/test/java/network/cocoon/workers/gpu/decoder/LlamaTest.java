package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.WeightTarget.Element;
import network.cocoon.workers.gpu.sample.RandomModel;
import network.cocoon.workers.gpu.sample.SafetensorsFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same weights in llama.cpp, an implementation that shares nothing with this one. What it said is recorded; the tool
 * beside the recordings' folder (src/test/llama) says it again.
 */
class LlamaTest {

    /** Without flash attention and with a cache in 32 bits llama.cpp was within 2e-6; with its defaults, within 5e-3. */
    private static final double BOUND = 1e-4;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"qwen2-1", "qwen2-12", "qwen3-1", "qwen3-12", "qwen3-linear", "qwen3-yarn"})
    void agrees_with_llama_cpp(String recording) throws IOException {
        JsonNode recorded;
        try (InputStream in = LlamaTest.class.getResourceAsStream("/llama/" + recording + ".json")) {
            recorded = JsonMapper.shared().readTree(Objects.requireNonNull(in));
        }
        byte[] config = JsonMapper.shared().writeValueAsBytes(recorded.get("config"));
        RandomModel model =
                new RandomModel(ModelConfig.read(config), recorded.get("seed").longValue(), false);
        Files.write(directory.resolve("config.json"), config);
        SafetensorsFile.write(directory.resolve("model.safetensors"), model, model.tensors(), Element.F32);
        int[] tokens = recorded.get("tokens")
                .valueStream()
                .mapToInt(JsonNode::intValue)
                .toArray();
        double[] expected = recorded.get("logprobs")
                .valueStream()
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
        try (Decoder decoder = Decoder.load(directory, Precision.F32).decoder();
                Slots slots = decoder.slots(2, tokens.length)) {
            close(slots.step(List.of(new Segment(1, 0, tokens, true)))[0], expected);
            float[] last = {};
            for (int i = 0; i < tokens.length; i++) {
                last = slots.step(List.of(
                        new Segment(1, tokens.length - 1, new int[] {tokens[tokens.length - 1]}, true),
                        new Segment(0, i, Arrays.copyOfRange(tokens, i, i + 1), true)))[1];
            }
            close(last, expected);
        }
    }

    private static void close(float[] logits, double[] expected) {
        double[] got = LogProbabilities.of(logits);
        assertThat(got).hasSameSizeAs(expected);
        for (int i = 0; i < got.length; i++) {
            assertThat(Math.abs(got[i] - expected[i])).isLessThan(BOUND);
        }
    }
}
