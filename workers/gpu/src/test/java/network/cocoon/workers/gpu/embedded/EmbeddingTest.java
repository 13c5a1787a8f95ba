package network.cocoon.workers.gpu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.decoder.ReferenceDecoder;
import network.cocoon.workers.gpu.decoder.StoredWeights;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.EmbeddingOrder.Input;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.VectorSink;
import network.cocoon.workers.gpu.model.ModelException;
import network.cocoon.workers.gpu.text.Tokenizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The model that is shipped, beside plain loops in 64 bits over the same weights. */
class EmbeddingTest {

    private static final List<String> TEXTS =
            List.of("What is Cocoon?", "Who pays whom?", "naïve 🦋", "What is Cocoon?", "a");
    private static final int WIDTH = 192;

    /** Rounding of 32-bit sums over four layers. */
    private static final double SUMS = 2e-5;

    @TempDir
    static Path data;

    private static EmbeddedEngine last;
    private static EmbeddedEngine mean;
    private static ReferenceDecoder reference;
    private static Tokenizer tokenizer;

    @BeforeAll
    static void load() throws IOException {
        last = EmbeddedEngine.load(TinyCopy.MODEL, Precision.F32, EngineLimits.slots(4), () -> 1);
        Path pooled = TinyCopy.to(data.resolve("mean"));
        pooling(pooled, "{\"pooling_mode_cls_token\":false,\"pooling_mode_mean_tokens\":true}");
        Path config = pooled.resolve("config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\\{", "{\"matryoshka_dimensions\":[64,128],"));
        mean = EmbeddedEngine.load(pooled, Precision.F32, EngineLimits.slots(1), () -> 1);
        reference = StoredWeights.reference(TinyCopy.MODEL);
        tokenizer = Tokenizer.of(Files.readAllBytes(TinyCopy.MODEL.resolve("tokenizer.json")));
    }

    private static void pooling(Path directory, String config) throws IOException {
        Files.writeString(directory.resolve("modules.json"), """
                [{"idx":0,"name":"0","path":"","type":"sentence_transformers.models.Transformer"},
                 {"idx":1,"name":"1","path":"1_Pooling","type":"sentence_transformers.models.Pooling"},
                 {"idx":2,"name":"2","path":"2_Normalize","type":"sentence_transformers.models.Normalize"}]""");
        Files.createDirectories(directory.resolve("1_Pooling"));
        Files.writeString(directory.resolve("1_Pooling/config.json"), config);
    }

    @AfterAll
    static void close() {
        last.close();
        mean.close();
        tokenizer.close();
    }

    @Test
    void the_last_tokens_state_is_the_vector_where_the_directory_says_nothing() {
        Given given = embed(last, TEXTS);
        int tokens = 0;
        for (int i = 0; i < TEXTS.size(); i++) {
            int[] ids = tokenizer.encode(TEXTS.get(i));
            tokens += ids.length;
            close(given.vectors.get(i), reference.states(ids)[ids.length - 1], SUMS);
            assertThat(given.usage.get(i)).isEqualTo(new TokenUsage(tokens, 0, 0, 0));
        }
        assertThat(given.finish).isEqualTo(new Finish(Finish.Reason.STOP, new TokenUsage(tokens, 0, 0, 0)));
    }

    /** Of a text that goes in by two pieces too. */
    @Test
    void the_mean_of_all_states_is_where_it_says_so() {
        String text = "Cocoon seals every prompt to workers that proved what they run. ".repeat(20);
        int[] ids = tokenizer.encode(text);
        assertThat(ids.length).isBetween(257, 500);
        for (int[] some : new int[][] {ids, Arrays.copyOf(ids, 7)}) {
            double[][] states = reference.states(some);
            double[] expected = new double[WIDTH];
            for (double[] state : states) {
                Arrays.setAll(expected, i -> expected[i] + state[i] / some.length);
            }
            close(embed(mean, order(List.of(new Input.Tokens(some)))).vectors.getFirst(), expected, SUMS);
        }
    }

    @Test
    void a_text_has_one_vector_alone_and_beside_others() {
        Given together = embed(last, TEXTS);
        assertThat(together.vectors.get(3)).isEqualTo(together.vectors.get(0));
        for (int i = 0; i < TEXTS.size(); i++) {
            float[] alone = embed(last, List.of(TEXTS.get(i))).vectors.getFirst();
            assertThat(embed(last, List.of(TEXTS.get(i))).vectors.getFirst()).isEqualTo(alone);
            float[] beside = together.vectors.get(i);
            for (int n = 0; n < WIDTH; n++) {
                assertThat(beside[n]).isCloseTo(alone[n], within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"64", "128", "192"})
    void a_vector_is_cut_where_the_model_was_made_for_it(int dimensions) {
        float[] whole = embed(mean, List.of("hello")).vectors.getFirst();
        var order = new EmbeddingOrder(List.of(new Input.Words("hello")), OptionalInt.of(dimensions), 100);
        float[] cut = embed(mean, order).vectors.getFirst();
        double[] expected = new double[dimensions];
        Arrays.setAll(expected, i -> whole[i]);
        close(cut, expected, 1e-6);
    }

    @Test
    void what_cannot_be_embedded_is_refused_with_a_code() {
        List<Input> hello = List.of(new Input.Words("hello"));
        assertThat(refused(last, new EmbeddingOrder(hello, OptionalInt.of(64), 100)))
                .isEqualTo(EngineException.Code.UNSUPPORTED);
        assertThat(refused(mean, new EmbeddingOrder(hello, OptionalInt.of(65), 100)))
                .isEqualTo(EngineException.Code.UNSUPPORTED);
        assertThat(refused(last, order(List.of(new Input.Tokens(new int[] {1536})))))
                .isEqualTo(EngineException.Code.UNSUPPORTED);
        assertThat(refused(last, order(List.of(new Input.Tokens(new int[1025])))))
                .isEqualTo(EngineException.Code.PROMPT_TOO_LONG);
        assertThat(refused(
                        last,
                        new EmbeddingOrder(
                                List.of(new Input.Tokens(new int[3]), new Input.Tokens(new int[3])),
                                OptionalInt.empty(),
                                5)))
                .isEqualTo(EngineException.Code.PROMPT_TOO_LONG);
        // A slot's whole context is the text's, as no answer follows.
        assertThat(embed(last, order(List.of(new Input.Tokens(new int[1024])))).vectors)
                .hasSize(1);
    }

    @Test
    void nobody_waits_for_vectors_that_nobody_wants() {
        Given given = new Given();
        last.embed(
                order(IntStream.range(0, 50)
                        .mapToObj(i -> (Input) new Input.Words("text " + i))
                        .toList()),
                given,
                () -> given.vectors.size() >= 3);
        assertThat(given.vectors.size()).isBetween(3, 8);
        assertThat(given.finish.reason()).isEqualTo(Finish.Reason.CANCELLED);
        assertThat(last.load().active()).isLessThanOrEqualTo(4);
        assertThat(embed(last, TEXTS).vectors).hasSize(TEXTS.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"pooling_mode_cls_token\":true}",
                "{\"pooling_mode_lasttoken\":true,\"pooling_mode_mean_tokens\":true}",
                "{}"
            })
    void pooling_that_is_not_built_is_refused(String config) throws IOException {
        Path directory = TinyCopy.to(data.resolve("other" + config.hashCode()));
        pooling(directory, config);
        assertThatThrownBy(() -> EmbeddedEngine.load(directory, Precision.F32, EngineLimits.slots(1), () -> 1))
                .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.code())
                        .isEqualTo(ModelException.Code.ARCHITECTURE_UNSUPPORTED));
        pooling(directory, "{\"pooling_mode_lasttoken\":true}");
        try (var engine = EmbeddedEngine.load(directory, Precision.F32, EngineLimits.slots(1), () -> 1)) {
            assertThat(engine.manifest().files()).extracting("name").contains("modules.json", "1_Pooling/config.json");
            assertThat(engine.modelDigest()).isNotEqualTo(last.modelDigest());
        }
    }

    private static final class Given implements VectorSink {

        private final List<float[]> vectors = new ArrayList<>();
        private final List<TokenUsage> usage = new ArrayList<>();
        private Finish finish = new Finish(Finish.Reason.LENGTH, TokenUsage.NONE);

        @Override
        public void vector(float[] vector, TokenUsage owed) {
            double square = 0;
            for (float number : vector) {
                square += (double) number * number;
            }
            assertThat(Math.sqrt(square)).isCloseTo(1, within(1e-6));
            vectors.add(vector);
            usage.add(owed);
        }

        @Override
        public void finished(Finish end) {
            finish = end;
        }
    }

    private static Given embed(EmbeddedEngine engine, List<String> texts) {
        return embed(
                engine,
                order(texts.stream().map(text -> (Input) new Input.Words(text)).toList()));
    }

    private static Given embed(EmbeddedEngine engine, EmbeddingOrder order) {
        Given given = new Given();
        engine.embed(order, given, Cancellation.NEVER);
        return given;
    }

    private static EmbeddingOrder order(List<Input> inputs) {
        return new EmbeddingOrder(inputs, OptionalInt.empty(), 10_000);
    }

    private static EngineException.Code refused(EmbeddedEngine engine, EmbeddingOrder order) {
        return catchThrowableOfType(EngineException.class, () -> embed(engine, order))
                .code();
    }

    /** In direction: what is expected is brought to length 1 first. */
    private static void close(float[] got, double[] expected, double bound) {
        double length = Math.sqrt(Arrays.stream(expected).map(v -> v * v).sum());
        assertThat(got).hasSize(expected.length);
        for (int i = 0; i < got.length; i++) {
            assertThat((double) got[i]).isCloseTo(expected[i] / length, within(bound));
        }
    }
}
