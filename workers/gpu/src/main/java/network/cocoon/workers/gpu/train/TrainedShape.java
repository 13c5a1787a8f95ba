package network.cocoon.workers.gpu.train;

import network.cocoon.workers.gpu.model.Attention;
import network.cocoon.workers.gpu.model.ModelConfig;
import network.cocoon.workers.gpu.model.Rope;

/** The shape that is trained: Qwen3 with plain positions and a tied head. */
record TrainedShape(
        int vocabulary,
        int hidden,
        int intermediate,
        int layers,
        int heads,
        int keyValueHeads,
        int headSize,
        int context,
        double normEpsilon,
        Rope rope) {

    static final double THETA = 10_000;

    static TrainedShape of(ModelConfig c) {
        if (c.architecture() != ModelConfig.Architecture.QWEN3
                || !c.tied()
                || !(c.attention() instanceof Attention.Grouped a)) {
            throw new IllegalArgumentException("only a Qwen3 shape with a tied head is trained");
        }
        return new TrainedShape(
                c.vocabulary(),
                c.hidden(),
                c.intermediate(),
                c.layers(),
                a.heads(),
                a.keyValueHeads(),
                a.headSize(),
                c.context(),
                c.normEpsilon(),
                c.rope());
    }

    /** Rows of the query projection. */
    int queryRows() {
        return heads * headSize;
    }

    /** Rows of the key projection, and of the value projection. */
    int keyRows() {
        return keyValueHeads * headSize;
    }
}
