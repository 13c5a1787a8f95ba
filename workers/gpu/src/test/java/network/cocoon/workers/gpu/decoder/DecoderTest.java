package network.cocoon.workers.gpu.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import network.cocoon.workers.gpu.model.LoadProgress;
import network.cocoon.workers.gpu.model.WeightTarget.Element;
import network.cocoon.workers.gpu.sample.RandomModel;
import network.cocoon.workers.gpu.sample.SafetensorsFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DecoderTest {

    private static final int[] TOKENS = {3, 14, 15, 92, 65, 35, 89, 79, 32, 38, 46, 26, 43};
    private static final int[] OTHER = {27, 18, 28, 18, 45};

    /** Rounding of 32-bit sums, over three layers; far below what a wrong term would do. */
    private static final double SUMS = 5e-4;

    // In bfloat16, as whole numbers always are and all where the processor does, products are rounded to 8 bits as
    // well.
    private static final double ROUNDED = 0.1;

    private static final int MANY = 300;

    @TempDir
    Path directory;

    @BeforeAll
    static void threads() {
        Torch.threads(1);
    }

    @ParameterizedTest
    @EnumSource(Shapes.class)
    void agrees_with_plain_loops_however_the_tokens_arrive(Shapes shape) throws IOException {
        RandomModel model = new RandomModel(shape.config(), 5, false);
        try (Decoder decoder = load(shape, model, Precision.F32)) {
            agrees(decoder, new ReferenceDecoder(model, Roundings.of(Precision.F32)), SUMS);
        }
    }

    @ParameterizedTest
    @CsvSource({"QWEN2, BF16", "QWEN3, BF16", "QWEN2, INT8", "QWEN3, INT8", "QWEN2, INT4", "QWEN3, INT4"})
    void each_precision_is_its_rounding_and_nothing_else(Shapes shape, Precision precision) throws IOException {
        RandomModel model = new RandomModel(shape.config(), 6, true);
        try (Decoder decoder = load(shape, model, precision)) {
            boolean wide = precision == Precision.BF16 && Layout.here(precision).activations() == Format.FLOAT_32;
            agrees(decoder, new ReferenceDecoder(model, Roundings.of(precision)), wide ? SUMS : ROUNDED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Shapes.class,
            names = {"QWEN3_MOE", "DEEPSEEK_V3"})
    void experts_and_latent_attention_run_in_each_precision(Shapes shape) throws IOException {
        RandomModel model = new RandomModel(shape.config(), 7, true);
        for (Precision precision : List.of(Precision.BF16, Precision.INT8, Precision.INT4)) {
            assertThat(LogProbabilities.of(last(load(shape, model, precision)))).hasSize(128);
            assertThat(LogProbabilities.of(last(plain(precision)))).hasSize(128);
        }
    }

    /** What runs on a GPU, as far as a processor can: matrices as they are, and all in bfloat16 but F32. */
    @ParameterizedTest
    @CsvSource({
        "QWEN2, F32",
        "QWEN3_WINDOW, F32",
        "QWEN3_MOE, F32",
        "DEEPSEEK_V3, F32",
        "QWEN2, BF16",
        "QWEN3, BF16",
        "QWEN2, INT8",
        "QWEN3, INT8",
        "QWEN2, INT4",
        "QWEN3, INT4"
    })
    void so_does_what_a_gpu_gets(Shapes shape, Precision precision) throws IOException {
        RandomModel model = new RandomModel(shape.config(), 6, precision != Precision.F32);
        store(shape, model);
        try (Decoder decoder = plain(precision)) {
            assertThat(decoder.device()).isEqualTo("cpu");
            double bound = precision == Precision.F32 ? SUMS : ROUNDED;
            agrees(decoder, new ReferenceDecoder(model, Roundings.of(precision)), bound);
        }
    }

    @Test
    void stored_16_bit_floats_and_shards_are_read_as_they_are() throws IOException {
        RandomModel model = new RandomModel(Shapes.QWEN3.config(), 8, true);
        double[] expected = LogProbabilities.of(last(load(Shapes.QWEN3, model, Precision.F32)));
        for (Element element : List.of(Element.BF16, Element.F16)) {
            Files.delete(directory.resolve("model.safetensors"));
            SafetensorsFile.write(directory.resolve("model.safetensors"), model, model.tensors(), element);
            double[] got = LogProbabilities.of(
                    last(Decoder.load(directory, Precision.F32).decoder()));
            // A 16-bit float has fewer exponents: the smallest numbers lose their last bits.
            close(got, expected, element == Element.BF16 ? 0 : 1e-3);
        }
        Files.delete(directory.resolve("model.safetensors"));
        Map<String, long[]> first = new TreeMap<>();
        Map<String, long[]> second = new TreeMap<>();
        model.tensors().forEach((name, tensor) -> (name.length() % 2 == 0 ? first : second).put(name, tensor));
        SafetensorsFile.write(directory.resolve("a.safetensors"), model, first, Element.F32);
        SafetensorsFile.write(directory.resolve("b.safetensors"), model, second, Element.BF16);
        Files.writeString(
                directory.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"x\":\"a.safetensors\",\"y\":\"b.safetensors\"}}");
        close(LogProbabilities.of(last(Decoder.load(directory, Precision.F32).decoder())), expected, 0);
    }

    private static float[] last(Decoder decoder) {
        try (decoder;
                Slots slots = decoder.slots(1, TOKENS.length)) {
            return slots.step(List.of(new Segment(0, 0, TOKENS, true)))[0];
        }
    }

    private Decoder load(Shapes shape, RandomModel model, Precision precision) throws IOException {
        store(shape, model);
        return Decoder.load(directory, precision).decoder();
    }

    private Decoder plain(Precision precision) {
        return Decoder.load(directory, Layout.plain(precision), LoadProgress.SILENT)
                .decoder();
    }

    private void store(Shapes shape, RandomModel model) throws IOException {
        Files.write(directory.resolve("config.json"), shape.json());
        SafetensorsFile.write(directory.resolve("model.safetensors"), model, model.tensors(), Element.F32);
    }

    private static void agrees(Decoder decoder, ReferenceDecoder reference, double bound) {
        double[] expected = LogProbabilities.of(floats(reference.logits(TOKENS)));
        double[] other = LogProbabilities.of(floats(reference.logits(OTHER)));
        try (Slots slots = decoder.slots(3, TOKENS.length)) {
            for (int piece : new int[] {TOKENS.length, 4, 1}) {
                float[] logits = {};
                for (int at = 0; at < TOKENS.length; at += piece) {
                    logits = slots.step(List.of(segment(1, TOKENS, at, piece)))[0];
                }
                close(LogProbabilities.of(logits), expected, bound);
            }
            // One slot decodes beside one that takes its prompt, from other positions each.
            List<double[]> ends = new ArrayList<>();
            slots.step(List.of(segment(2, TOKENS, 0, TOKENS.length - 2)));
            for (int i = 0; i < 2; i++) {
                Segment one = segment(2, TOKENS, TOKENS.length - 2 + i, 1);
                Segment two = i == 0 ? segment(0, OTHER, 0, 3) : segment(0, OTHER, 3, 2);
                for (float[] logits : slots.step(i == 0 ? List.of(one, two) : List.of(two, one))) {
                    ends.add(LogProbabilities.of(logits));
                }
            }
            close(ends.get(3), expected, bound);
            close(ends.get(2), other, bound);
        }
        neighbours(decoder, expected, other, bound);
    }

    /** Those in neighbouring slots, one of which held a longer one before, decode together from where each is. */
    private static void neighbours(Decoder decoder, double[] expected, double[] other, double bound) {
        try (Slots slots = decoder.slots(4, 300)) {
            slots.step(List.of(segment(0, TOKENS, 0, TOKENS.length)));
            slots.step(List.of(segment(0, OTHER, 0, OTHER.length - 1), segment(3, OTHER, 0, OTHER.length - 1)));
            slots.step(List.of(segment(2, TOKENS, 0, TOKENS.length - 1), segment(1, TOKENS, 0, TOKENS.length - 2)));
            for (int i = 0; i < 2; i++) {
                float[][] together = slots.step(List.of(
                        segment(2, TOKENS, TOKENS.length - 1, 1),
                        segment(0, OTHER, OTHER.length - 1, 1),
                        segment(1, TOKENS, TOKENS.length - 2 + i, 1),
                        segment(3, OTHER, OTHER.length - 1, 1)));
                close(LogProbabilities.of(together[0]), expected, bound);
                close(LogProbabilities.of(together[1]), other, bound);
                close(LogProbabilities.of(together[3]), other, bound);
                if (i == 1) {
                    close(LogProbabilities.of(together[2]), expected, bound);
                }
            }
            float[][] abreast = slots.step(
                    List.of(segment(1, TOKENS, TOKENS.length - 1, 1), segment(2, TOKENS, TOKENS.length - 1, 1)));
            close(LogProbabilities.of(abreast[0]), expected, bound);
            close(LogProbabilities.of(abreast[1]), expected, bound);
        }
    }

    /** As a prompt's end and as a token's step, alone and beside others, where attention goes other ways. */
    @ParameterizedTest
    @CsvSource({"QWEN2, F32", "QWEN3, F32", "QWEN2, BF16", "QWEN3, BF16", "QWEN2, INT4", "QWEN3, INT4"})
    void many_positions_are_looked_at_alike_by_every_way(Shapes shape, Precision precision) throws IOException {
        double bound = Layout.here(precision).activations() == Format.FLOAT_16 ? ROUNDED : SUMS;
        int[] tokens = new Random(12).ints(MANY, 0, 128).toArray();
        try (Decoder decoder = load(shape, new RandomModel(shape.config(), 12, true), precision);
                Slots slots = decoder.slots(4, MANY)) {
            List<Segment> prompts = new ArrayList<>();
            List<Segment> steps = new ArrayList<>();
            List<double[]> expected = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int end = MANY - 20 * i;
                expected.add(LogProbabilities.of(slots.step(List.of(segment(3, tokens, 0, end)))[0]));
                prompts.add(segment(i, tokens, 0, end - 1));
                steps.add(segment(i, tokens, end - 1, 1));
            }
            slots.step(prompts);
            for (Segment step : steps) {
                close(LogProbabilities.of(slots.step(List.of(step))[0]), expected.get(step.slot()), bound);
            }
            float[][] together = slots.step(steps);
            for (int i = 0; i < together.length; i++) {
                close(LogProbabilities.of(together[i]), expected.get(i), bound);
            }
        }
    }

    @Test
    void logits_given_back_are_filled_again_and_others_are_left_alone() throws IOException {
        RandomModel model = new RandomModel(Shapes.QWEN3.config(), 10, false);
        try (Decoder decoder = load(Shapes.QWEN3, model, Precision.F32);
                Slots slots = decoder.slots(1, TOKENS.length)) {
            float[] first = slots.step(List.of(segment(0, TOKENS, 0, 5)))[0];
            float[] kept = first.clone();
            float[] second = slots.step(List.of(segment(0, TOKENS, 5, 1)))[0];
            assertThat(second).isNotSameAs(first);
            assertThat(first).containsExactly(kept);
            decoder.giveBack(first);
            assertThat(slots.step(List.of(segment(0, TOKENS, 5, 1)))[0])
                    .isSameAs(first)
                    .containsExactly(second);
            assertThatThrownBy(() -> decoder.giveBack(new float[7])).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** In pieces, and beside one that wants logits. */
    @ParameterizedTest
    @EnumSource(
            value = Shapes.class,
            names = {"QWEN2", "QWEN3_WINDOW", "DEEPSEEK_V3"})
    void states_agree_with_plain_loops_too(Shapes shape) throws IOException {
        RandomModel model = new RandomModel(shape.config(), 10, false);
        ReferenceDecoder reference = new ReferenceDecoder(model, Roundings.of(Precision.F32));
        double[][] expected = reference.states(TOKENS);
        try (Decoder decoder = load(shape, model, Precision.F32);
                Slots slots = decoder.slots(3, TOKENS.length)) {
            float[][] first = slots.step(List.of(
                    new Segment(0, 0, Arrays.copyOf(TOKENS, 5), Segment.Result.STATES),
                    segment(1, OTHER, 0, OTHER.length),
                    new Segment(2, 0, TOKENS, Segment.Result.LAST_STATE)));
            float[][] second = slots.step(
                    List.of(new Segment(0, 5, Arrays.copyOfRange(TOKENS, 5, TOKENS.length), Segment.Result.STATES)));
            int width = shape.config().hidden();
            assertThat(first[0]).hasSize(5 * width);
            assertThat(second[0]).hasSize((TOKENS.length - 5) * width);
            for (int t = 0; t < TOKENS.length; t++) {
                float[] piece = t < 5 ? first[0] : second[0];
                int at = (t < 5 ? t : t - 5) * width;
                close(doubles(Arrays.copyOfRange(piece, at, at + width)), expected[t], SUMS);
            }
            close(doubles(first[2]), expected[TOKENS.length - 1], SUMS);
            close(LogProbabilities.of(first[1]), LogProbabilities.of(floats(reference.logits(OTHER))), SUMS);
        }
    }

    /** As models made for vectors are saved. */
    @Test
    void tensors_may_go_without_the_models_name() throws IOException {
        RandomModel model = new RandomModel(Shapes.QWEN3.config(), 11, false);
        double[] expected = LogProbabilities.of(last(load(Shapes.QWEN3, model, Precision.F32)));
        Path file = directory.resolve("model.safetensors");
        byte[] named = Files.readAllBytes(file);
        int header = (int) java.nio.ByteBuffer.wrap(named)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getLong();
        String text = new String(named, 8, header, java.nio.charset.StandardCharsets.UTF_8);
        // As long as before: white space may follow the names.
        byte[] bare = text.replaceAll("\"model\\.([^\"]*)\"", "\"$1\"      ")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(bare).hasSize(header);
        System.arraycopy(bare, 0, named, 8, header);
        Files.write(file, named);
        close(LogProbabilities.of(last(Decoder.load(directory, Precision.F32).decoder())), expected, 0);
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        Arrays.setAll(doubles, i -> floats[i]);
        return doubles;
    }

    @ParameterizedTest
    @EnumSource(
            value = Shapes.class,
            names = {"QWEN2", "QWEN3", "DEEPSEEK_V3"})
    void a_copied_beginning_counts_as_if_it_had_been_run(Shapes shape) throws IOException {
        try (Decoder decoder = load(shape, new RandomModel(shape.config(), 9, false), Precision.F32);
                Slots slots = decoder.slots(3, TOKENS.length)) {
            double[] expected = LogProbabilities.of(slots.step(List.of(segment(0, TOKENS, 0, TOKENS.length)))[0]);
            slots.copy(0, 2, 8);
            close(LogProbabilities.of(slots.step(List.of(segment(2, TOKENS, 8, 5)))[0]), expected, SUMS);
            // And in the slot itself, whose later positions are written over.
            slots.step(List.of(new Segment(0, 8, new int[] {1, 2, 3}, false)));
            close(LogProbabilities.of(slots.step(List.of(segment(0, TOKENS, 8, 5)))[0]), expected, SUMS);
        }
    }

    private static Segment segment(int slot, int[] tokens, int at, int count) {
        int end = Math.min(tokens.length, at + count);
        return new Segment(slot, at, Arrays.copyOfRange(tokens, at, end), true);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static void close(double[] got, double[] expected, double bound) {
        assertThat(got).hasSameSizeAs(expected);
        double most = 0;
        for (int i = 0; i < got.length; i++) {
            most = Math.max(most, Math.abs(got[i] - expected[i]));
        }
        assertThat(most).isLessThanOrEqualTo(bound);
    }
}
