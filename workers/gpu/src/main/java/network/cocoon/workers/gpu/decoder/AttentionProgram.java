package network.cocoon.workers.gpu.decoder;

/** One kind of attention as source. */
interface AttentionProgram {

    /** What a step begins with, for all blocks. */
    String beginning();

    /** Plans a block's weights and answers the call of its attention on {@code x}. */
    String call(int layer, String prefix);

    /** The methods that the calls use, once all of them were asked for. */
    String methods();
}
