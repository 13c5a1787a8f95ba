package network.cocoon.workers.gpu.train;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import network.cocoon.workers.gpu.decoder.Torch;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.ModelDirectory;
import network.cocoon.workers.gpu.model.WeightTarget;

/**
 * Trains the demonstration model. Arguments: the text, the output directory, steps, threads, and the peak learning
 * rate; with the word {@code continue} after them it goes on from the model in the output directory, with its tokenizer.
 */
public final class TrainTinyModel {

    static final long SEED = 20260101;
    static final int ROWS = 16;
    static final int WIDTH = 160;
    static final int CONTEXT = 1024;
    private static final int VOCABULARY = 1536;
    private static final int SAVE_EVERY = 25;
    private static final int WARM_UP = 20;

    private TrainTinyModel() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 5) {
            System.err.println("arguments: TEXT OUTPUT STEPS THREADS RATE [continue]");
            return;
        }
        Torch.threads(Integer.parseInt(arguments[3]));
        Torch.optimise(false); // as when the committed weights were made
        boolean goOn = arguments.length > 5 && arguments[5].equals("continue");
        Schedule schedule = new Schedule(Integer.parseInt(arguments[2]), Double.parseDouble(arguments[4]));
        run(Path.of(arguments[0]), Path.of(arguments[1]), schedule, goOn, System.out);
    }

    private static void run(Path text, Path output, Schedule schedule, boolean goOn, PrintStream log)
            throws IOException {
        Conversations conversations = Conversations.parse(Files.readString(text));
        Files.createDirectories(output);
        TrainedShape config = goOn ? existing(output) : prepare(conversations, output);
        try (HuggingFaceTokenizer tokenizer = tokenizer(output);
                Trainer trainer = goOn ? new Trainer(config, weights(output, config)) : Trainer.fresh(config, SEED)) {
            // Going on with the same rows would learn them twice and the later ones never.
            Batches batches = new Batches(conversations, tokenizer, goOn ? SEED + 1 : SEED, ROWS, WIDTH);
            double mean = 0;
            for (int step = 0; step < schedule.steps(); step++) {
                double loss = trainer.step(batches.next(), ROWS, schedule.rate(step));
                mean = step == 0 ? loss : 0.95 * mean + 0.05 * loss;
                if (step % 10 == 0) {
                    log.printf("step %d loss %.6f mean %.4f%n", step, loss, mean);
                }
                if ((step + 1) % SAVE_EVERY == 0 || step + 1 == schedule.steps()) {
                    TinyFiles.weights(output, config, trainer.weights());
                }
            }
        }
    }

    private static TrainedShape existing(Path directory) {
        return TrainedShape.of(
                ModelDirectory.read(directory, _ -> WeightTarget.NONE).config());
    }

    private static List<FloatBuffer> weights(Path directory, TrainedShape shape) {
        LayoutTarget target = new LayoutTarget(shape);
        ModelDirectory.read(directory, _ -> target);
        return target.buffers();
    }

    /** Learns the tokenizer and writes every file but the weights. */
    static TrainedShape prepare(Conversations conversations, Path output) throws IOException {
        BpeTrainer.Result bpe = BpeTrainer.train(conversations.corpus(), VOCABULARY - TinyFiles.SPECIAL.size());
        int learnt = bpe.vocabulary().size();
        TrainedShape config = shape(learnt + TinyFiles.SPECIAL.size());
        TinyFiles.tokenizer(output, bpe, CONTEXT);
        TinyFiles.config(output, config, learnt, learnt + 2);
        return config;
    }

    private static TrainedShape shape(int vocabulary) {
        return TrainedShape.of(ModelConfig.qwen3(vocabulary, 192, 512, 4, 4, 2, 48, CONTEXT, TrainedShape.THETA));
    }

    static HuggingFaceTokenizer tokenizer(Path directory) throws IOException {
        return HuggingFaceTokenizer.newInstance(
                directory.resolve("tokenizer.json"), Map.of("truncation", "false", "padding", "false"));
    }

    /** The learning rate: up over the first steps, level, then down to nothing over the last 40 %. */
    record Schedule(int steps, double peak) {

        double rate(int step) {
            double up = Math.min(1, (step + 1.0) / WARM_UP);
            double down = Math.min(1, (steps - step) / (0.4 * steps));
            return peak * Math.min(up, down);
        }
    }
}
