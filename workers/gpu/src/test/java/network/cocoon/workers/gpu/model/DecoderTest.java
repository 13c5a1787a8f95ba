package network.cocoon.workers.gpu.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import network.cocoon.workers.gpu.model.ModelConfig.Architecture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {

    private static final int[] TOKENS = {3, 14, 15, 92, 65, 35, 89, 79, 32, 38, 46};

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void agrees_with_a_plain_loop_however_the_tokens_arrive(Architecture architecture) {
        check(new ModelConfig(architecture, 100, 32, 48, 3, 4, 2, 12, 64, 10_000, 1e-6, true));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void agrees_with_an_own_head_and_any_grouping(int keyHeads) {
        check(new ModelConfig(Architecture.QWEN3, 96, 24, 40, 2, 4, keyHeads, 8, 32, 1_000_000, 1e-5, false));
    }

    private static void check(ModelConfig config) {
        List<FloatBuffer> buffers = Decoder.allocate(config);
        double[] expected = new ReferenceDecoder(config, random(config, buffers)).logits(TOKENS);
        try (Decoder decoder = new Decoder(config, buffers)) {
            agree(decoder, expected, TOKENS.length);
            agree(decoder, expected, 4, 1, TOKENS.length - 5);
            agree(decoder, expected, ones());
        }
    }

    private static void agree(Decoder decoder, double[] expected, int... cuts) {
        try (Decoder.Cache cache = decoder.newCache(TOKENS.length)) {
            float[] logits = {};
            for (int cut : cuts) {
                logits = cache.append(Arrays.copyOfRange(TOKENS, cache.length(), cache.length() + cut));
            }
            assertThat(cache.length()).isEqualTo(TOKENS.length);
            assertThat(logits).hasSameSizeAs(expected);
            for (int i = 0; i < logits.length; i++) {
                assertThat((double) logits[i]).isCloseTo(expected[i], within(1e-3));
            }
        }
    }

    private static int[] ones() {
        int[] ones = new int[TOKENS.length];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static Map<String, double[]> random(ModelConfig config, List<FloatBuffer> buffers) {
        Random random = new Random(7);
        Map<String, double[]> weights = new HashMap<>();
        for (WeightLayout.Part part : WeightLayout.of(config).parts()) {
            double[] values = new double[(int) part.elements()];
            int start = part.row() * (part.shape().length == 1 ? 1 : part.shape()[1]);
            for (int i = 0; i < values.length; i++) {
                float value = (float) (random.nextGaussian() * 0.3);
                values[i] = value;
                buffers.get(part.entry()).put(start + i, value);
            }
            weights.put(part.name(), values);
        }
        return weights;
    }
}
