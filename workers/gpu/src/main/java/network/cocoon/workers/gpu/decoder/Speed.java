package network.cocoon.workers.gpu.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures a decoder by the clock. */
public final class Speed {

    private static final int WORDS = 64 << 20;
    private static final int PREFILLS = 5;
    private static final int WARM_UP = 2;

    private Speed() {}

    /**
     * Medians, in tokens a second.
     *
     * @param prefill of one prompt at a time
     * @param decode of all sequences together
     */
    public record Row(double prefill, double decode) {}

    /** Bytes a second that reading from memory reaches: the best of several passes over 256 MiB. */
    public static double bandwidth(Decoder decoder) {
        try (PtNDManager scope =
                decoder.manager().newSubManager(decoder.manager().getDevice())) {
            PtNDArray words = (PtNDArray) scope.ones(new Shape(WORDS), DataType.FLOAT32);
            double best = 0;
            for (int i = 0; i < 8; i++) {
                long from = System.nanoTime();
                try (NDArray sum = words.sum()) {
                    sum.getFloat(); // a GPU's answer is waited for
                }
                best = Math.max(best, WORDS * 4.0 * 1e9 / (System.nanoTime() - from));
            }
            return best;
        }
    }

    /** Prefills each sequence, then decodes all together. */
    public static Row measure(Decoder decoder, int batch, int prompt, int steps) {
        int vocabulary = decoder.config().vocabulary();
        int[] tokens = new int[prompt];
        for (int i = 0; i < prompt; i++) {
            tokens[i] = (int) ((i * 7919L + 13) % vocabulary);
        }
        List<Double> prefills = new ArrayList<>();
        List<Double> decodes = new ArrayList<>();
        try (Slots slots = decoder.slots(batch, prompt + steps + WARM_UP)) {
            for (int i = 0; i < Math.max(PREFILLS, batch); i++) {
                List<Segment> one = List.of(new Segment(i % batch, 0, tokens, true));
                prefills.add(prompt * 1e9 / time(decoder, slots, one));
            }
            for (int i = 0; i < steps + WARM_UP; i++) {
                List<Segment> all = new ArrayList<>();
                for (int slot = 0; slot < batch; slot++) {
                    int token = (int) ((i * 104_729L + slot * 31L) % vocabulary);
                    all.add(new Segment(slot, prompt + i, new int[] {token}, true));
                }
                double speed = batch * 1e9 / time(decoder, slots, all);
                if (i >= WARM_UP) {
                    decodes.add(speed);
                }
            }
        }
        return new Row(median(prefills), median(decodes));
    }

    private static long time(Decoder decoder, Slots slots, List<Segment> segments) {
        long from = System.nanoTime();
        float[][] logits = slots.step(segments);
        long took = System.nanoTime() - from;
        Arrays.stream(logits).forEach(decoder::giveBack);
        return took;
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
