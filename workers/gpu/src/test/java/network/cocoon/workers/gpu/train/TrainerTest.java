package network.cocoon.workers.gpu.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import network.cocoon.workers.gpu.decoder.Torch;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.WeightTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {

    private static final Path TEXT = Path.of("src/main/model-data/cocoon.txt");
    private static final Path MODEL = Path.of("src/main/models/cocoon-tiny");

    // Another processor may order sums differently: the fifth digit may move, a changed trainer moves the second.
    private static final double[] LOSSES = {7.375141, 7.292046, 7.213508, 7.016475};
    private static final double TOLERANCE = 2e-3;

    @TempDir
    Path directory;

    @Test
    void a_seed_trains_the_same_losses_at_one_thread() throws IOException {
        Torch.threads(1);
        Conversations conversations = Conversations.parse(Files.readString(TEXT));
        TrainedShape config = TrainedShape.of(
                ModelDirectory.read(MODEL, _ -> WeightTarget.NONE).config());
        try (HuggingFaceTokenizer tokenizer = TrainTinyModel.tokenizer(MODEL);
                Trainer trainer = Trainer.fresh(config, TrainTinyModel.SEED)) {
            Batches batches = new Batches(conversations, tokenizer, TrainTinyModel.SEED, 2, 64);
            double[] losses = new double[LOSSES.length];
            for (int i = 0; i < losses.length; i++) {
                losses[i] = trainer.step(batches.next(), 2, 1e-3);
            }
            assertThat(losses).containsExactly(LOSSES, within(TOLERANCE));
            TinyFiles.weights(directory, config, trainer.weights());
        }
        assertThat(directory.resolve("model.safetensors")).hasSize(Files.size(MODEL.resolve("model.safetensors")));
    }

    @Test
    void a_corpus_gives_one_encoding() {
        List<String> corpus = List.of("seal the seal", "sealed seals");
        BpeTrainer.Result bpe = BpeTrainer.train(corpus, 262);
        // A pair that comes once is not worth a token, so this stops early.
        assertThat(bpe.merges()).containsExactly("a l", "e al", "s eal", "Ġ seal");
        assertThat(bpe).isEqualTo(BpeTrainer.train(corpus, 262));
        assertThat(bpe.vocabulary()).doesNotHaveDuplicates().endsWith("seal", "Ġseal");
    }

    @Test
    void a_float_is_rounded_to_the_nearest_even() {
        assertThat(TinyFiles.bfloat16(1f)).isEqualTo((short) 0x3f80);
        assertThat(TinyFiles.bfloat16(Float.intBitsToFloat(0x3f808000))).isEqualTo((short) 0x3f80);
        assertThat(TinyFiles.bfloat16(Float.intBitsToFloat(0x3f818000))).isEqualTo((short) 0x3f82);
    }
}
