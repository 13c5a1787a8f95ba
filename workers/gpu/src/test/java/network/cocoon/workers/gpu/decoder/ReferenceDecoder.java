package network.cocoon.workers.gpu.decoder;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.Experts;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.sample.RandomModel;

/** The decoder once more, written from the published descriptions as plain loops over unfused tensors in 64 bits. */
public final class ReferenceDecoder {

    /** One matrix by rows, as a precision keeps it. */
    interface Rounding extends UnaryOperator<double[][]> {}

    /** Where the tensors come from: one by rows, a vector as a single row, or nothing where there is none of the name. */
    public interface Source {
        Optional<double[][]> tensor(String name);
    }

    private final ModelConfig c;
    private final Source source;
    private final Rounding rounding;
    private final Map<String, double[][]> tensors = new HashMap<>();

    ReferenceDecoder(RandomModel model, Rounding rounding) {
        this(model.config(), drawn(model), rounding);
    }

    /** With weights as they are. */
    public ReferenceDecoder(ModelConfig config, Source source) {
        this(config, source, rows -> rows);
    }

    private ReferenceDecoder(ModelConfig config, Source source, Rounding rounding) {
        this.c = config;
        this.source = source;
        this.rounding = rounding;
    }

    /** Drawn by the name that the published model gives it: another name would be other numbers, or none. */
    private static Source drawn(RandomModel model) {
        Map<String, long[]> shapes = model.tensors();
        return name -> {
            long[] shape = shapes.get(name);
            if (shape == null) {
                return Optional.empty();
            }
            int columns = (int) shape[shape.length - 1];
            double[][] rows = new double[shape.length == 1 ? 1 : (int) shape[0]][columns];
            int[] at = {0};
            model.draw(name, shape, value -> rows[at[0] / columns][at[0]++ % columns] = value);
            return Optional.of(rows);
        };
    }

    /** The logits after the last of the tokens. */
    double[] logits(int... tokens) {
        return linear(c.tied() ? "model.embed_tokens" : "lm_head", states(tokens)[tokens.length - 1]);
    }

    /** The residual stream after the last norm, at each of the tokens. */
    public double[][] states(int... tokens) {
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = raw("model.embed_tokens.weight")[tokens[t]].clone();
        }
        for (int i = 0; i < c.layers(); i++) {
            String prefix = "model.layers." + i + ".";
            double[][] h = normed(x, prefix + "input_layernorm.weight");
            double[][] seen =
                    switch (c.attention()) {
                        case Attention.Grouped g -> grouped(g, h, i, prefix + "self_attn.");
                        case Attention.Latent l -> latent(l, h, prefix + "self_attn.");
                    };
            for (int t = 0; t < x.length; t++) {
                add(x[t], linear(prefix + "self_attn.o_proj", seen[t]), 1);
            }
            for (double[] row : x) {
                double[] n = norm(row, vector(prefix + "post_attention_layernorm.weight"));
                if (c.sparse(i)) {
                    experts(row, n, prefix + "mlp.");
                } else {
                    add(row, gated(prefix + "mlp.", n), 1);
                }
            }
        }
        return normed(x, "model.norm.weight");
    }

    private double[][] grouped(Attention.Grouped a, double[][] h, int layer, String prefix) {
        int n = h.length;
        double[][][] keys = new double[n][][];
        double[][][] values = new double[n][][];
        double[][] out = new double[n][a.queryRows()];
        for (int t = 0; t < n; t++) {
            keys[t] = heads(linear(prefix + "k_proj", h[t]), a.keyValueHeads());
            values[t] = heads(linear(prefix + "v_proj", h[t]), a.keyValueHeads());
            for (int k = 0; k < a.keyValueHeads(); k++) {
                keys[t][k] = turn(headNorm(a, keys[t][k], prefix + "k_norm.weight"), t);
            }
        }
        int window = a.windowOf(layer);
        for (int t = 0; t < n; t++) {
            double[][] queries = heads(linear(prefix + "q_proj", h[t]), a.heads());
            for (int q = 0; q < a.heads(); q++) {
                double[] query = turn(headNorm(a, queries[q], prefix + "q_norm.weight"), t);
                int k = q / (a.heads() / a.keyValueHeads());
                int from = window == 0 ? 0 : Math.max(0, t - window + 1);
                double[][] ks = new double[t + 1 - from][];
                double[][] vs = new double[t + 1 - from][];
                for (int s = from; s <= t; s++) {
                    ks[s - from] = keys[s][k];
                    vs[s - from] = values[s][k];
                }
                double[] seen = attend(query, ks, vs, 1 / Math.sqrt(a.headSize()));
                System.arraycopy(seen, 0, out[t], q * a.headSize(), a.headSize());
            }
        }
        return out;
    }

    /** Keys and values of every head spread out, as the paper first writes it. */
    private double[][] latent(Attention.Latent a, double[][] h, String prefix) {
        int n = h.length;
        double scale = c.rope().scoreScale() / Math.sqrt(a.plain() + a.rotary());
        double[][][] keys = new double[n][a.heads()][];
        double[][][] values = new double[n][a.heads()][];
        double[][] out = new double[n][a.heads() * a.value()];
        for (int t = 0; t < n; t++) {
            double[] down = linear(prefix + "kv_a_proj_with_mqa", h[t]);
            double[] turned = neighbours(Arrays.copyOfRange(down, a.keyValueRank(), down.length), t);
            double[] latent = norm(Arrays.copyOf(down, a.keyValueRank()), vector(prefix + "kv_a_layernorm.weight"));
            double[][] up = heads(linear(prefix + "kv_b_proj", latent), a.heads());
            for (int k = 0; k < a.heads(); k++) {
                keys[t][k] = join(Arrays.copyOf(up[k], a.plain()), turned);
                values[t][k] = Arrays.copyOfRange(up[k], a.plain(), a.plain() + a.value());
            }
        }
        for (int t = 0; t < n; t++) {
            double[] all = a.queryRank() == 0
                    ? linear(prefix + "q_proj", h[t])
                    : linear(
                            prefix + "q_b_proj",
                            norm(linear(prefix + "q_a_proj", h[t]), vector(prefix + "q_a_layernorm.weight")));
            double[][] queries = heads(all, a.heads());
            for (int q = 0; q < a.heads(); q++) {
                double[] turned = neighbours(Arrays.copyOfRange(queries[q], a.plain(), a.plain() + a.rotary()), t);
                double[] query = join(Arrays.copyOf(queries[q], a.plain()), turned);
                double[][] ks = new double[t + 1][];
                double[][] vs = new double[t + 1][];
                for (int s = 0; s <= t; s++) {
                    ks[s] = keys[s][q];
                    vs[s] = values[s][q];
                }
                System.arraycopy(attend(query, ks, vs, scale), 0, out[t], q * a.value(), a.value());
            }
        }
        return out;
    }

    private static double[] attend(double[] query, double[][] keys, double[][] values, double scale) {
        double[] weight = new double[keys.length];
        double total = 0;
        for (int s = 0; s < keys.length; s++) {
            double score = 0;
            for (int i = 0; i < query.length; i++) {
                score += query[i] * keys[s][i];
            }
            weight[s] = Math.exp(score * scale);
            total += weight[s];
        }
        double[] out = new double[values[0].length];
        for (int s = 0; s < keys.length; s++) {
            add(out, values[s], weight[s] / total);
        }
        return out;
    }

    private void experts(double[] into, double[] h, String prefix) {
        Experts e = c.experts().orElseThrow();
        double[] logits = times(raw(prefix + "gate.weight"), h);
        double[] scores = new double[e.count()];
        double[] choice = new double[e.count()];
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        boolean sigmoid = e.choice() == Experts.Choice.SIGMOID_CORRECTED;
        double[] correction = sigmoid ? vector(prefix + "gate.e_score_correction_bias") : new double[e.count()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = sigmoid ? 1 / (1 + Math.exp(-logits[i])) : Math.exp(logits[i]) / sum;
            choice[i] = scores[i] + correction[i];
        }
        int size = e.count() / e.groups();
        double[] best = IntStream.range(0, e.groups())
                .mapToDouble(g -> {
                    double[] group = Arrays.copyOfRange(choice, g * size, (g + 1) * size);
                    Arrays.sort(group);
                    return sigmoid ? group[size - 1] + group[size - 2] : group[size - 1];
                })
                .toArray();
        int[] kept = top(best, e.groupsChosen());
        int[] chosen = top(
                IntStream.range(0, e.count())
                        .mapToDouble(i ->
                                Arrays.stream(kept).anyMatch(g -> g == i / size) ? choice[i] : Double.NEGATIVE_INFINITY)
                        .toArray(),
                e.chosen());
        double total =
                e.normed() ? Arrays.stream(chosen).mapToDouble(i -> scores[i]).sum() : 1;
        for (int i : chosen) {
            add(into, gated(prefix + "experts." + i + ".", h), scores[i] / total * e.scale());
        }
        if (e.shared() > 0) {
            add(into, gated(prefix + "shared_experts.", h), 1);
        }
    }

    private static int[] top(double[] values, int count) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -values[i]))
                .limit(count)
                .mapToInt(i -> i)
                .toArray();
    }

    private double[] gated(String prefix, double[] h) {
        double[] gate = linear(prefix + "gate_proj", h);
        double[] up = linear(prefix + "up_proj", h);
        for (int i = 0; i < gate.length; i++) {
            gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
        }
        return linear(prefix + "down_proj", gate);
    }

    private double[] headNorm(Attention.Grouped a, double[] head, String name) {
        return a.headNorm() ? norm(head, vector(name)) : head;
    }

    /** Pairs are a half apart. */
    private double[] turn(double[] head, int position) {
        int half = head.length / 2;
        double[] out = new double[head.length];
        for (int i = 0; i < half; i++) {
            double angle = position * c.rope().frequencies()[i];
            double cos = Math.cos(angle) * c.rope().magnitude();
            double sin = Math.sin(angle) * c.rope().magnitude();
            out[i] = head[i] * cos - head[i + half] * sin;
            out[i + half] = head[i + half] * cos + head[i] * sin;
        }
        return out;
    }

    /** Pairs are neighbours. */
    private double[] neighbours(double[] head, int position) {
        double[] out = new double[head.length];
        for (int i = 0; i < head.length / 2; i++) {
            double angle = position * c.rope().frequencies()[i];
            double cos = Math.cos(angle) * c.rope().magnitude();
            double sin = Math.sin(angle) * c.rope().magnitude();
            out[2 * i] = head[2 * i] * cos - head[2 * i + 1] * sin;
            out[2 * i + 1] = head[2 * i + 1] * cos + head[2 * i] * sin;
        }
        return out;
    }

    private static double[] join(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static double[][] heads(double[] flat, int count) {
        int size = flat.length / count;
        double[][] heads = new double[count][];
        for (int i = 0; i < count; i++) {
            heads[i] = Arrays.copyOfRange(flat, i * size, (i + 1) * size);
        }
        return heads;
    }

    private double[][] normed(double[][] x, String name) {
        return Arrays.stream(x).map(row -> norm(row, vector(name))).toArray(double[][]::new);
    }

    private double[] norm(double[] x, double[] scale) {
        double root = Math.sqrt(Arrays.stream(x).map(v -> v * v).sum() / x.length + c.normEpsilon());
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] / root * scale[i];
        }
        return out;
    }

    private double[] linear(String name, double[] x) {
        double[][] raw = raw(name + ".weight");
        double[] out = times(tensors.computeIfAbsent("rounded " + name, _ -> rounding.apply(raw)), x);
        source.tensor(name + ".bias").ifPresent(bias -> add(out, bias[0], 1));
        return out;
    }

    private static double[] times(double[][] matrix, double[] x) {
        double[] out = new double[matrix.length];
        for (int r = 0; r < out.length; r++) {
            for (int i = 0; i < x.length; i++) {
                out[r] += matrix[r][i] * x[i];
            }
        }
        return out;
    }

    private double[] vector(String name) {
        return raw(name)[0];
    }

    private double[][] raw(String name) {
        return tensors.computeIfAbsent(
                name, _ -> source.tensor(name).orElseThrow(() -> new IllegalArgumentException(name)));
    }

    private static void add(double[] into, double[] what, double times) {
        for (int i = 0; i < into.length; i++) {
            into[i] += what[i] * times;
        }
    }
}
