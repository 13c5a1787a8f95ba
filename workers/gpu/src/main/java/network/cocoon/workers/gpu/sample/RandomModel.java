package network.cocoon.workers.gpu.sample;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.model.ModelConfig;

/**
 * The weights of a shape, drawn from a seed and each tensor's name: the same numbers in whatever file and order. Norms lie
 * around 1, matrices keep the size of what they multiply.
 *
 * @param rounded whether every number is one that bfloat16 holds, so that files of 16 and 32 bits say the same
 */
public record RandomModel(ModelConfig config, long seed, boolean rounded) {

    /** Takes numbers one by one. */
    public interface Numbers {
        void put(float value);
    }

    /** Every tensor's name and shape, in the order of the layers. */
    public Map<String, long[]> tensors() {
        return new LinkedHashMap<>(Decoder.tensors(config));
    }

    /** Draws a tensor. */
    public void draw(String name, long[] shape, Numbers numbers) {
        SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
        boolean vector = shape.length == 1;
        boolean norm = vector && name.endsWith("norm.weight");
        float middle = norm ? 1 : 0;
        // A uniform number has a deviation of 0.289 of its width.
        double deviation = vector ? 0.1 : 1 / Math.sqrt((double) shape[1]);
        float width = (float) (deviation / 0.2887);
        long elements = elements(shape);
        IntConsumer put = bits -> {
            float value = middle + width * ((bits >>> 8) * 0x1p-24f - 0.5f);
            numbers.put(rounded ? round(value) : value);
        };
        for (long i = 0; i + 1 < elements; i += 2) {
            long two = random.nextLong();
            put.accept((int) two);
            put.accept((int) (two >>> 32));
        }
        if (elements % 2 == 1) {
            put.accept((int) random.nextLong());
        }
    }

    static long elements(long[] shape) {
        long elements = 1;
        for (long n : shape) {
            elements *= n;
        }
        return elements;
    }

    /** To the nearest bfloat16, ties to even. */
    static float round(float value) {
        return Float.intBitsToFloat(bits(value) << 16);
    }

    /** The upper half of a float, rounded. */
    static short bits(float value) {
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16);
    }
}
