package network.cocoon.workers.gpu.engine;

/**
 * How busy an engine is at one moment.
 *
 * @param active    sequences that hold a slot
 * @param waiting   sequences that wait for one
 * @param steps     calls of the model since it was loaded, each for all active sequences
 * @param advanced  sequences that those calls advanced, all together: by {@code steps} it is the mean batch size
 * @param positions tokens whose keys and values are kept
 * @param room      tokens whose keys and values could be kept
 */
public record EngineLoad(int active, int waiting, long steps, long advanced, long positions, long room) {

    /** Of an engine that keeps none of these. */
    public static final EngineLoad NONE = new EngineLoad(0, 0, 0, 0, 0, 0);
}
