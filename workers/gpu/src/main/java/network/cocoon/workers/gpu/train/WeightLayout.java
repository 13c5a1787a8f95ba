package network.cocoon.workers.gpu.train;

import java.util.ArrayList;
import java.util.List;

/**
 * Which tensors of a model directory lie where in the list the decoder takes: query, key and value are fused, and
 * gate and up, each by rows. Entries that are not used hold a single zero.
 *
 * @param shapes the shape of each entry of the list
 * @param parts each tensor of the directory and where it goes
 */
record WeightLayout(List<int[]> shapes, List<Part> parts) {

    /** Embedding, final norm, head, cosines, sines. */
    static final int FIRST_LAYER = 5;
    /** Norm, projection, unused, query norm, key norm, output, norm, gate and up, down. */
    static final int PER_LAYER = 9;

    static final int EMBEDDING = 0;
    static final int FINAL_NORM = 1;
    static final int HEAD = 2;
    static final int COSINES = 3;
    static final int SINES = 4;

    /**
     * One tensor of the directory.
     *
     * @param name its name in a Hugging Face directory
     * @param shape its shape, one or two dimensions
     * @param entry its place in the list
     * @param row the first row of that entry which it fills
     */
    record Part(String name, int[] shape, int entry, int row) {

        long elements() {
            return elementsOf(shape);
        }
    }

    /** The layout of a shape. */
    static WeightLayout of(TrainedShape c) {
        List<int[]> shapes = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        int[] vocabulary = {c.vocabulary(), c.hidden()};
        int[] width = {c.hidden()};
        add(shapes, parts, "model.embed_tokens.weight", vocabulary);
        add(shapes, parts, "model.norm.weight", width);
        shapes.add(new int[] {1}); // the list holds the embedding again
        shapes.add(new int[] {c.context(), c.headSize()});
        shapes.add(new int[] {c.context(), c.headSize()});
        for (int i = 0; i < c.layers(); i++) {
            layer(c, "model.layers." + i + ".", shapes, parts);
        }
        return new WeightLayout(List.copyOf(shapes), List.copyOf(parts));
    }

    private static void layer(TrainedShape c, String prefix, List<int[]> shapes, List<Part> parts) {
        int q = c.queryRows();
        int k = c.keyRows();
        int[] width = {c.hidden()};
        add(shapes, parts, prefix + "input_layernorm.weight", width);
        String attention = prefix + "self_attn.";
        int entry = shapes.size();
        shapes.add(new int[] {q + 2 * k, c.hidden()});
        parts.add(new Part(attention + "q_proj.weight", new int[] {q, c.hidden()}, entry, 0));
        parts.add(new Part(attention + "k_proj.weight", new int[] {k, c.hidden()}, entry, q));
        parts.add(new Part(attention + "v_proj.weight", new int[] {k, c.hidden()}, entry, q + k));
        shapes.add(new int[] {1});
        add(shapes, parts, attention + "q_norm.weight", new int[] {c.headSize()});
        add(shapes, parts, attention + "k_norm.weight", new int[] {c.headSize()});
        add(shapes, parts, attention + "o_proj.weight", new int[] {c.hidden(), q});
        add(shapes, parts, prefix + "post_attention_layernorm.weight", width);
        int gate = shapes.size();
        int[] up = {c.intermediate(), c.hidden()};
        shapes.add(new int[] {2 * c.intermediate(), c.hidden()});
        parts.add(new Part(prefix + "mlp.gate_proj.weight", up, gate, 0));
        parts.add(new Part(prefix + "mlp.up_proj.weight", up, gate, c.intermediate()));
        add(shapes, parts, prefix + "mlp.down_proj.weight", new int[] {c.hidden(), c.intermediate()});
    }

    private static void add(List<int[]> shapes, List<Part> parts, String name, int[] shape) {
        parts.add(new Part(name, shape, shapes.size(), 0));
        shapes.add(shape);
    }

    static long elementsOf(int[] shape) {
        long elements = 1;
        for (int n : shape) {
            elements *= n;
        }
        return elements;
    }
}
