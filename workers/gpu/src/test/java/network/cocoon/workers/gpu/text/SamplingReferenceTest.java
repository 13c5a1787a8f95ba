package network.cocoon.workers.gpu.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import network.cocoon.workers.gpu.engine.SamplingSettings;
import network.cocoon.workers.gpu.engine.TokenLogprob;

/** The distribution that is drawn from, against one that is written down as the definitions read. */
class SamplingReferenceTest {

    private static final int TOKENS = 24;

    @Property(tries = 400)
    void draws_from_the_defined_distribution(
            @ForAll @IntRange(min = 0, max = 100_000) int seed,
            @ForAll @DoubleRange(min = 0.1, max = 2) double temperature,
            @ForAll @DoubleRange(min = 0.05, max = 1) double topP,
            @ForAll @IntRange(max = 30) int topK,
            @ForAll @DoubleRange(max = 0.5) double minP,
            @ForAll @DoubleRange(min = -2, max = 2) double penalty,
            @ForAll @DoubleRange(min = 0.5, max = 2) double repetition) {
        Random random = new Random(seed);
        float[] logits = logits(random);
        Map<Integer, Double> bias = Map.of(random.nextInt(TOKENS), random.nextDouble(-5, 5));
        SamplingSettings settings = new SamplingSettings(
                temperature,
                topP,
                topK,
                penalty,
                -penalty / 2,
                repetition,
                OptionalLong.empty(),
                List.of(),
                minP,
                bias,
                OptionalInt.empty());
        int[] prompt = {random.nextInt(TOKENS), random.nextInt(TOKENS)};
        double point = random.nextDouble();
        Fixed drawn = new Fixed(0.5, point);
        Sampler sampler = new Sampler(settings, prompt, drawn);
        int before = sampler.next(logits.clone());

        double[] defined = defined(logits, settings, prompt, before);
        int token = sampler.next(logits.clone());

        assertThat(defined[token]).isPositive();
        // The point falls into the stretch of the token, likeliest first.
        List<Integer> order = IntStream.range(0, TOKENS)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -defined[i]).thenComparingInt(i -> i))
                .toList();
        double start = order.subList(0, order.indexOf(token)).stream()
                .mapToDouble(i -> defined[i])
                .sum();
        assertThat(point).isBetween(start - 1e-4, start + defined[token] + 1e-4);
    }

    @Property(tries = 100)
    void logprobs_are_logarithms_of_probabilities(@ForAll @IntRange(min = 0, max = 100_000) int seed) {
        float[] logits = logits(new Random(seed));
        double total =
                IntStream.range(0, TOKENS).mapToDouble(i -> Math.exp(logits[i])).sum();
        Logprobs logprobs = new Logprobs(5, i -> new byte[] {(byte) i});
        for (int token = 0; token < TOKENS; token++) {
            TokenLogprob told = logprobs.of(logits, token);
            assertThat(told.logprob()).isCloseTo(Math.log(Math.exp(logits[token]) / total), within(1e-5));
            assertThat(told.likeliest()).hasSize(5).isSortedAccordingTo(Comparator.comparingDouble(l -> -l.logprob()));
            double best = DoubleStream.of(IntStream.range(0, TOKENS)
                            .mapToDouble(i -> logits[i])
                            .toArray())
                    .max()
                    .orElseThrow();
            assertThat(told.likeliest().getFirst().logprob()).isCloseTo(best - Math.log(total), within(1e-5));
        }
    }

    private static float[] logits(Random random) {
        float[] logits = new float[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            logits[i] = (float) random.nextGaussian(0, 3);
        }
        return logits;
    }

    private static double[] defined(float[] given, SamplingSettings s, int[] prompt, int before) {
        float[] logits = given.clone();
        s.logitBias().forEach((token, bias) -> logits[token] += bias.floatValue());
        Set<Integer> seen = new HashSet<>(List.of(prompt[0], prompt[1], before));
        for (int token : seen) {
            float by = (float) s.repetitionPenalty();
            logits[token] = logits[token] > 0 ? logits[token] / by : logits[token] * by;
        }
        logits[before] -= (float) (s.frequencyPenalty() + s.presencePenalty());
        double[] p = softmax(logits, s.temperature());
        double most = DoubleStream.of(p).max().orElseThrow();
        Map<Integer, Double> left = new HashMap<>();
        for (int i = 0; i < TOKENS; i++) {
            if (p[i] >= s.minP() * most) {
                left.put(i, p[i]);
            }
        }
        List<Integer> order = left.keySet().stream()
                .sorted(Comparator.<Integer>comparingDouble(i -> -p[i]).thenComparingInt(i -> i))
                .limit(s.topK() == 0 ? TOKENS : s.topK())
                .toList();
        double total = order.stream().mapToDouble(i -> p[i]).sum();
        double[] kept = new double[TOKENS];
        double mass = 0;
        for (int token : order) {
            if (mass > 0 && mass >= s.topP() * total) {
                break;
            }
            kept[token] = p[token];
            mass += p[token];
        }
        for (int i = 0; i < TOKENS; i++) {
            kept[i] /= mass;
        }
        return kept;
    }

    private static double[] softmax(float[] logits, double temperature) {
        double[] weights = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            weights[i] = Math.exp(logits[i] / temperature);
            sum += weights[i];
        }
        for (int i = 0; i < logits.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /** Draws these points, in this order. */
    private static final class Fixed implements java.util.random.RandomGenerator {

        private final double[] points;
        private int next;

        Fixed(double... points) {
            this.points = points;
        }

        @Override
        public double nextDouble() {
            return points[next++];
        }

        @Override
        public long nextLong() {
            throw new AssertionError("only points are drawn");
        }
    }
}
