package network.cocoon.workers.gpu.decoder;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Arrays of logits that nobody looks at any more. To fill one again takes a third of what a new one takes, which lies where
 * no cache has it and is zeroed first: 0.4 for 1.3 ms a step of eight sequences, which is 50. From any thread.
 */
final class Spares {

    private static final int MOST = 64;

    private final int length;
    private final BlockingQueue<float[]> arrays = new ArrayBlockingQueue<>(MOST);

    Spares(int length) {
        this.length = length;
    }

    /** One with anything in it. */
    float[] take() {
        float[] spare = arrays.poll();
        return spare == null ? new float[length] : spare;
    }

    void giveBack(float[] array) {
        if (array.length != length) {
            throw new IllegalArgumentException("not of this model");
        }
        var _ = arrays.offer(array);
    }
}
