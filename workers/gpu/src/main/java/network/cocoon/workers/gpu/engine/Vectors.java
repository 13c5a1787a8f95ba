package network.cocoon.workers.gpu.engine;

import java.util.Arrays;
import network.cocoon.workers.gpu.engine.EngineException.Code;

/** What is done to hidden states before they are given out. */
public final class Vectors {

    private Vectors() {}

    /**
     * The first so many numbers, brought to length 1.
     *
     * @throws EngineException (CRASHED) for what has no direction: a number that is not finite, or nothing but zeros
     */
    public static float[] unit(float[] raw, int dimensions) {
        double square = 0;
        for (int i = 0; i < dimensions; i++) {
            square += (double) raw[i] * raw[i];
        }
        double length = Math.sqrt(square);
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new EngineException(Code.CRASHED, "a text's hidden state has no direction");
        }
        float[] unit = Arrays.copyOf(raw, dimensions);
        for (int i = 0; i < dimensions; i++) {
            unit[i] = (float) (unit[i] / length);
        }
        return unit;
    }
}
