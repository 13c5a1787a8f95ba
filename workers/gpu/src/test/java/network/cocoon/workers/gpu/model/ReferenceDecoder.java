package network.cocoon.workers.gpu.model;

import java.util.Map;

/** The decoder once more, written from the published description as plain loops over unfused tensors. */
final class ReferenceDecoder {

    private final ModelConfig c;
    private final Map<String, double[]> w;

    ReferenceDecoder(ModelConfig config, Map<String, double[]> weights) {
        this.c = config;
        this.w = weights;
    }

    /** The logits after the last of the tokens. */
    double[] logits(int... tokens) {
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = new double[c.hidden()];
            System.arraycopy(tensor("model.embed_tokens.weight"), tokens[t] * c.hidden(), x[t], 0, c.hidden());
        }
        for (int i = 0; i < c.layers(); i++) {
            layer(x, "model.layers." + i + ".");
        }
        double[] last = norm(x[tokens.length - 1], tensor("model.norm.weight"));
        return matrix(c.tied() ? "model.embed_tokens" : "lm_head", last, c.vocabulary());
    }

    private void layer(double[][] x, String prefix) {
        String a = prefix + "self_attn.";
        double[][][] keys = new double[x.length][][];
        double[][][] values = new double[x.length][][];
        for (int t = 0; t < x.length; t++) {
            double[] h = norm(x[t], tensor(prefix + "input_layernorm.weight"));
            keys[t] = heads(matrix(a + "k_proj", h, c.keyRows()), c.keyValueHeads());
            values[t] = heads(matrix(a + "v_proj", h, c.keyRows()), c.keyValueHeads());
            for (int k = 0; k < c.keyValueHeads(); k++) {
                keys[t][k] = turn(headNorm(keys[t][k], a + "k_norm.weight"), t);
            }
        }
        for (int t = 0; t < x.length; t++) {
            double[] h = norm(x[t], tensor(prefix + "input_layernorm.weight"));
            double[][] queries = heads(matrix(a + "q_proj", h, c.queryRows()), c.heads());
            double[] seen = new double[c.queryRows()];
            for (int q = 0; q < c.heads(); q++) {
                double[] query = turn(headNorm(queries[q], a + "q_norm.weight"), t);
                int k = q / (c.heads() / c.keyValueHeads());
                attend(query, k, t, keys, values, seen, q * c.headSize());
            }
            add(x[t], matrix(a + "o_proj", seen, c.hidden()));
        }
        for (double[] row : x) {
            double[] h = norm(row, tensor(prefix + "post_attention_layernorm.weight"));
            double[] gate = matrix(prefix + "mlp.gate_proj", h, c.intermediate());
            double[] up = matrix(prefix + "mlp.up_proj", h, c.intermediate());
            for (int i = 0; i < gate.length; i++) {
                gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
            }
            add(row, matrix(prefix + "mlp.down_proj", gate, c.hidden()));
        }
    }

    private void attend(double[] query, int head, int t, double[][][] keys, double[][][] values, double[] out, int at) {
        double[] weight = new double[t + 1];
        double total = 0;
        for (int s = 0; s <= t; s++) {
            double score = 0;
            for (int i = 0; i < c.headSize(); i++) {
                score += query[i] * keys[s][head][i];
            }
            weight[s] = Math.exp(score / Math.sqrt(c.headSize()));
            total += weight[s];
        }
        for (int s = 0; s <= t; s++) {
            for (int i = 0; i < c.headSize(); i++) {
                out[at + i] += weight[s] / total * values[s][head][i];
            }
        }
    }

    private double[] headNorm(double[] head, String name) {
        return c.architecture() == ModelConfig.Architecture.QWEN3 ? norm(head, tensor(name)) : head;
    }

    private double[] turn(double[] head, int position) {
        int half = c.headSize() / 2;
        double[] out = new double[head.length];
        for (int i = 0; i < half; i++) {
            double angle = position / Math.pow(c.ropeTheta(), 2.0 * i / c.headSize());
            out[i] = head[i] * Math.cos(angle) - head[i + half] * Math.sin(angle);
            out[i + half] = head[i + half] * Math.cos(angle) + head[i] * Math.sin(angle);
        }
        return out;
    }

    private double[][] heads(double[] flat, int count) {
        double[][] heads = new double[count][c.headSize()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(flat, i * c.headSize(), heads[i], 0, c.headSize());
        }
        return heads;
    }

    private double[] norm(double[] x, double[] scale) {
        double squares = 0;
        for (double v : x) {
            squares += v * v;
        }
        double root = Math.sqrt(squares / x.length + c.normEpsilon());
        double[] out = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            out[i] = x[i] / root * scale[i];
        }
        return out;
    }

    private double[] matrix(String name, double[] x, int rows) {
        double[] m = tensor(name + ".weight");
        double[] bias = w.get(name + ".bias");
        double[] out = new double[rows];
        for (int r = 0; r < rows; r++) {
            out[r] = bias == null ? 0 : bias[r];
            for (int i = 0; i < x.length; i++) {
                out[r] += m[r * x.length + i] * x[i];
            }
        }
        return out;
    }

    private double[] tensor(String name) {
        double[] tensor = w.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException(name);
        }
        return tensor;
    }

    private static void add(double[] into, double[] what) {
        for (int i = 0; i < into.length; i++) {
            into[i] += what[i];
        }
    }
}
