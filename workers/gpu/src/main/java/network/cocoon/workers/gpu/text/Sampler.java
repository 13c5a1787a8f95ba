package network.cocoon.workers.gpu.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.engine.SamplingSettings;

/** Chooses the tokens of one answer. Temperature 0 takes the likeliest, the lowest id among equals. */
public final class Sampler {

    // More candidates than this add nothing that a 32-bit probability can show.
    private static final int MOST_CANDIDATES = 4096;

    private final SamplingSettings settings;
    private final RandomGenerator random;
    private final Map<Integer, Integer> answer = new HashMap<>();
    private final int[] prompt;

    public Sampler(SamplingSettings settings, int[] prompt, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
        this.prompt = Arrays.stream(prompt).distinct().toArray();
    }

    /** The next token; changes the logits. */
    public int next(float[] logits) {
        penalise(logits);
        int token = settings.temperature() == 0 ? likeliest(logits) : draw(logits);
        answer.merge(token, 1, Integer::sum);
        return token;
    }

    private void penalise(float[] logits) {
        float repetition = (float) settings.repetitionPenalty();
        if (repetition != 1) {
            for (int token : prompt) {
                if (!answer.containsKey(token)) {
                    repeat(logits, token, repetition);
                }
            }
        }
        answer.forEach((token, count) -> {
            if (repetition != 1) {
                repeat(logits, token, repetition);
            }
            logits[token] -= (float) (settings.frequencyPenalty() * count + settings.presencePenalty());
        });
    }

    private static void repeat(float[] logits, int token, float penalty) {
        logits[token] = logits[token] > 0 ? logits[token] / penalty : logits[token] * penalty;
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private int draw(float[] logits) {
        int[] order = candidates(logits);
        double[] weight = new double[order.length];
        double total = 0;
        for (int i = 0; i < order.length; i++) {
            weight[i] = Math.exp((logits[order[i]] - logits[order[0]]) / settings.temperature());
            total += weight[i];
        }
        int kept = 0;
        double mass = 0;
        while (kept < order.length && (kept == 0 || mass < settings.topP() * total)) {
            mass += weight[kept++];
        }
        double point = random.nextDouble() * mass;
        for (int i = 0; i < kept; i++) {
            point -= weight[i];
            if (point < 0) {
                return order[i];
            }
        }
        return order[kept - 1];
    }

    /** The likeliest tokens, best first, lower ids first among equals. */
    private int[] candidates(float[] logits) {
        int most = settings.topK() == 0 ? MOST_CANDIDATES : Math.min(settings.topK(), MOST_CANDIDATES);
        float floor = Float.NEGATIVE_INFINITY;
        if (logits.length > most) {
            float[] sorted = logits.clone();
            Arrays.sort(sorted);
            floor = sorted[sorted.length - most];
        }
        float least = floor;
        return IntStream.range(0, logits.length)
                .filter(i -> logits[i] >= least)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -logits[i]).thenComparingInt(i -> i))
                .limit(most)
                .mapToInt(i -> i)
                .toArray();
    }
}
