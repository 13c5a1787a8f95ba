package network.cocoon.workers.gpu.engine;

import network.cocoon.domain.kernel.TokenUsage;

/** Where vectors go, in the order of their texts and on one thread. */
public interface VectorSink {

    /**
     * The next text's vector, of length 1 within 1e-6.
     *
     * @param usage cumulative: the tokens of this text and of those before it, all of the prompt's kind
     */
    void vector(float[] vector, TokenUsage usage);

    /** The end: no call follows. The reason is STOP or CANCELLED. */
    void finished(Finish finish);
}
