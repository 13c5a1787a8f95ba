package network.cocoon.workers.gpu.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import network.cocoon.workers.gpu.engine.SamplingSettings;

/**
 * Chooses the tokens of one answer: bias, then penalties, then what may come next at all, then temperature, min-p, top-k and
 * top-p. Temperature 0 takes the likeliest, the lowest id among equals.
 */
public final class Sampler {

    /** Together less than one in a hundred million, of any vocabulary: no draw would show them. */
    private static final double NEGLIGIBLE = 1e-14;

    private final SamplingSettings settings;
    private final RandomGenerator random;
    private final TokenMask mask;
    private final Map<Integer, Integer> answer = new HashMap<>();
    private final int[] prompt;

    public Sampler(SamplingSettings settings, int[] prompt, RandomGenerator random) {
        this(settings, prompt, random, TokenMask.NONE);
    }

    /** @param mask what may be drawn */
    public Sampler(SamplingSettings settings, int[] prompt, RandomGenerator random, TokenMask mask) {
        this.settings = settings;
        this.random = random;
        this.mask = mask;
        this.prompt = Arrays.stream(prompt).distinct().toArray();
    }

    /** The next token; changes the logits. */
    public int next(float[] logits) {
        settings.logitBias().forEach((token, bias) -> {
            if (token < logits.length) {
                logits[token] += bias.floatValue();
            }
        });
        penalise(logits);
        mask.apply(logits);
        int token = settings.temperature() == 0 ? likeliest(logits) : draw(logits);
        answer.merge(token, 1, Integer::sum);
        mask.took(token);
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
        double most = logits[likeliest(logits)];
        double least = Math.max(settings.minP(), NEGLIGIBLE);
        long[] order = new long[logits.length];
        int count = 0;
        for (int i = 0; i < logits.length; i++) {
            if (weight(logits[i], most) >= least) {
                order[count++] = place(logits[i], i);
            }
        }
        Arrays.sort(order, 0, count);
        int kept = settings.topK() == 0 ? count : Math.min(settings.topK(), count);
        double total = 0;
        for (int i = 0; i < kept; i++) {
            total += weight(logits[(int) order[i]], most);
        }
        double mass = 0;
        int nucleus = 0;
        while (nucleus < kept && (nucleus == 0 || mass < settings.topP() * total)) {
            mass += weight(logits[(int) order[nucleus++]], most);
        }
        double point = random.nextDouble() * mass;
        for (int i = 0; i < nucleus; i++) {
            point -= weight(logits[(int) order[i]], most);
            if (point < 0) {
                return (int) order[i];
            }
        }
        return (int) order[nucleus - 1];
    }

    /** Of the likeliest it is 1. */
    private double weight(float logit, double most) {
        return Math.exp((logit - most) / settings.temperature());
    }

    /** Sorts by logit, highest first, then by id; the low half is the id. */
    private static long place(float logit, int token) {
        int bits = Float.floatToIntBits(logit);
        int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ~ascending << 32) | token;
    }
}
