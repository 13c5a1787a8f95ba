package network.cocoon.commands.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All chance of one run, from its seed. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        // Neighbouring seeds must not begin alike.
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True {@code perMille} times of a thousand. */
    boolean in1000(int perMille) {
        return perMille > 0 && random.nextInt(1000) < perMille;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
