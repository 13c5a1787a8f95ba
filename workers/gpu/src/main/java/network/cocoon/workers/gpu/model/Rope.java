package network.cocoon.workers.gpu.model;

import java.util.Arrays;

/**
 * Rotary positions: pair {@code i} of a head turns by {@code position * frequencies[i]} radians.
 *
 * @param frequencies one for each pair of elements
 * @param magnitude factor on the turned elements (YaRN's attention factor, 1 without)
 * @param scoreScale factor on attention scores besides the root of the head's size (DeepSeek's square of mscale)
 */
public record Rope(double[] frequencies, double magnitude, double scoreScale) {

    public Rope {
        frequencies = frequencies.clone();
        for (double frequency : frequencies) {
            ModelConfig.require(Double.isFinite(frequency) && frequency >= 0, "rope_theta is out of range");
        }
        ModelConfig.require(magnitude > 0 && magnitude < 1e3, "rope_scaling's factor on attention is out of range");
        ModelConfig.require(scoreScale > 0 && scoreScale < 1e3, "rope_scaling's mscale is out of range");
    }

    /** Without scaling. */
    public static Rope plain(double theta, int size) {
        ModelConfig.require(theta > 0 && theta < 1e12, "rope_theta is out of range");
        double[] frequencies = new double[size / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(theta, -2.0 * i / size);
        }
        return new Rope(frequencies, 1, 1);
    }

    /** Positions pressed together by a factor. */
    static Rope linear(double theta, int size, double factor) {
        factor(factor);
        return new Rope(
                Arrays.stream(plain(theta, size).frequencies)
                        .map(f -> f / factor)
                        .toArray(),
                1,
                1);
    }

    /**
     * YaRN (arXiv 2309.00071, section 3.2): fast pairs stay, slow ones are pressed together, those between are mixed.
     *
     * @param original positions the model was first trained on
     * @param fast turns within these above which a pair stays
     * @param slow turns below which a pair is pressed
     * @param rounded whether the bounds between are whole pairs, as by default
     */
    static Rope yarn(
            double theta,
            int size,
            double factor,
            double original,
            double fast,
            double slow,
            boolean rounded,
            double magnitude,
            double scoreScale) {
        factor(factor);
        ModelConfig.require(theta > 1, "rope_theta is out of range");
        ModelConfig.require(original >= 1 && original <= 1 << 22, "original_max_position_embeddings is out of range");
        ModelConfig.require(fast >= slow && slow > 0 && fast < 1e6, "beta_fast and beta_slow are out of range");
        double[] frequencies = plain(theta, size).frequencies;
        double low = pairs(theta, size, original, fast);
        double high = pairs(theta, size, original, slow);
        if (rounded) {
            low = Math.floor(low);
            high = Math.ceil(high);
        }
        low = Math.max(low, 0);
        high = Math.min(high, size - 1.0);
        double width = high == low ? 0.001 : high - low;
        for (int i = 0; i < frequencies.length; i++) {
            double pressed = Math.clamp((i - low) / width, 0.0, 1.0);
            frequencies[i] = frequencies[i] / factor * pressed + frequencies[i] * (1 - pressed);
        }
        return new Rope(frequencies, magnitude, scoreScale);
    }

    /** YaRN's growth of attention with the factor. */
    static double growth(double factor, double weight) {
        return factor <= 1 ? 1 : 0.1 * weight * Math.log(factor) + 1;
    }

    /** The pair that makes so many turns within the original context. */
    private static double pairs(double theta, int size, double original, double turns) {
        return size * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(theta));
    }

    private static void factor(double factor) {
        ModelConfig.require(factor >= 1 && factor <= 1024, "rope_scaling's factor is out of range");
    }

    @Override
    public double[] frequencies() {
        return frequencies.clone();
    }

    /** Elements that are turned. */
    public int size() {
        return 2 * frequencies.length;
    }

    /** Writes the cosines and sines of a position, one for each pair. */
    public void turn(int position, float[] cosines, float[] sines, int at) {
        for (int i = 0; i < frequencies.length; i++) {
            double angle = position * frequencies[i];
            cosines[at + i] = (float) (Math.cos(angle) * magnitude);
            sines[at + i] = (float) (Math.sin(angle) * magnitude);
        }
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Rope r
                && Arrays.equals(frequencies, r.frequencies)
                && magnitude == r.magnitude
                && scoreScale == r.scoreScale;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frequencies);
    }

    @Override
    public String toString() {
        return "Rope[" + frequencies.length + " pairs, magnitude=" + magnitude + "]";
    }
}
