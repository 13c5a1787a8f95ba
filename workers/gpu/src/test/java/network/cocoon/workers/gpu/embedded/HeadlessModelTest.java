package network.cocoon.workers.gpu.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import network.cocoon.domain.kernel.TokenUsage;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.decoder.Precision;
import network.cocoon.workers.gpu.engine.Cancellation;
import network.cocoon.workers.gpu.engine.ChatMessage;
import network.cocoon.workers.gpu.engine.EmbeddingOrder;
import network.cocoon.workers.gpu.engine.EmbeddingOrder.Input;
import network.cocoon.workers.gpu.engine.EngineException;
import network.cocoon.workers.gpu.engine.Finish;
import network.cocoon.workers.gpu.engine.Prompt;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.engine.TokenSink;
import network.cocoon.workers.gpu.engine.VectorSink;
import network.cocoon.workers.gpu.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model that is shipped, which has no tensor of a head, under a configuration that says its head is its own. */
class HeadlessModelTest {

    private static final TokenSink NOBODY = new TokenSink() {
        @Override
        public void text(String delta, TokenUsage usage) {
            throw new AssertionError("there is no text");
        }

        @Override
        public void finished(Finish finish) {
            throw new AssertionError("there is no answer");
        }
    };

    @TempDir
    Path data;

    private Path untied(String name) throws IOException {
        Path directory = TinyCopy.to(data.resolve(name));
        Path config = directory.resolve("config.json");
        String changed = Files.readString(config)
                .replaceFirst("\"tie_word_embeddings\" : true", "\"tie_word_embeddings\" : false")
                .replaceFirst("\"eos_token_id\" : \\d+,", "");
        Files.writeString(config, changed);
        Files.writeString(directory.resolve("tokenizer_config.json"), "{}");
        Files.deleteIfExists(directory.resolve("generation_config.json"));
        return directory;
    }

    /** As a model is saved that was loaded without its head. */
    private Path headless(String name) throws IOException {
        Path directory = untied(name);
        Path file = directory.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        int header = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        String text = new String(bytes, 8, header, StandardCharsets.UTF_8);
        byte[] bare = text.replaceAll("\"model\\.([^\"]*)\"", "\"$1\"      ").getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bare, 0, bytes, 8, header);
        Files.write(file, bytes);
        return directory;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void a_model_without_a_head_gives_the_vectors_it_gives_with_one(Precision precision) throws IOException {
        try (var whole = EmbeddedEngine.load(TinyCopy.MODEL, precision, EngineLimits.slots(2), () -> 1);
                var headless = EmbeddedEngine.load(headless("h"), precision, EngineLimits.slots(2), () -> 1)) {
            assertThat(vectors(headless)).isEqualTo(vectors(whole));
        }
    }

    @Test
    void it_answers_no_chat() throws IOException {
        try (var headless = EmbeddedEngine.load(headless("h"), Precision.F32, EngineLimits.slots(1), () -> 1)) {
            Prompt prompt =
                    new Prompt(List.of(new ChatMessage(ChatMessage.Role.USER, "Hi")), SamplingSettings.GREEDY, 9);
            EngineException refused = catchThrowableOfType(
                    EngineException.class, () -> headless.generate(prompt, NOBODY, Cancellation.NEVER));
            assertThat(refused.code()).isEqualTo(EngineException.Code.UNSUPPORTED);
            assertThat(vectors(headless)).hasSize(2);
        }
    }

    @Test
    void what_needs_logits_says_what_is_missing() throws IOException {
        Decoder.Loaded loaded = Decoder.load(headless("h"), Precision.F32);
        Decoder.Loaded whole = Decoder.load(TinyCopy.MODEL, Precision.F32);
        try (Decoder decoder = loaded.decoder();
                Decoder other = whole.decoder()) {
            assertThat(catchThrowableOfType(ModelException.class, decoder::requireHead)
                            .code())
                    .isEqualTo(ModelException.Code.TENSOR_MISSING);
            other.requireHead();
            // What is laid out of the embedding for the head is not there either.
            assertThat(decoder.bytes()).isLessThan(other.bytes());
        }
    }

    /** Only a head may be missing, and only of a model that was saved as one without. */
    @Test
    void a_model_that_lost_its_head_is_refused() throws IOException {
        Path directory = untied("lost");
        ModelException refused = catchThrowableOfType(
                ModelException.class,
                () -> EmbeddedEngine.load(directory, Precision.F32, EngineLimits.slots(1), () -> 1));
        assertThat(refused.code()).isEqualTo(ModelException.Code.TENSOR_MISSING);
        assertThat(refused).hasMessageContaining("lm_head.weight");
    }

    private static List<String> vectors(EmbeddedEngine engine) {
        List<String> vectors = new ArrayList<>();
        var order = new EmbeddingOrder(
                List.of(new Input.Words("What is Cocoon?"), new Input.Words("naïve 🦋")), OptionalInt.empty(), 100);
        engine.embed(
                order,
                new VectorSink() {
                    @Override
                    public void vector(float[] vector, TokenUsage owed) {
                        vectors.add(Arrays.toString(vector));
                    }

                    @Override
                    public void finished(Finish end) {
                        assertThat(end.reason()).isEqualTo(Finish.Reason.STOP);
                    }
                },
                Cancellation.NEVER);
        return vectors;
    }
}
