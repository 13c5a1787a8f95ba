package network.cocoon.workers.gpu.embedded;

import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.decoder.MachineMemory;
import network.cocoon.workers.gpu.model.ModelException;

/**
 * How much an engine takes on.
 *
 * @param slots 1 to 256: requests that advance together
 * @param queue 0 to 4096: requests that wait for a slot; one more is refused as busy
 * @param contextTokens the most tokens of prompt and answer together, at least 1; the model may have fewer
 * @param cacheBytes the most memory for keys and values; 0 for half of what the weights leave of the machine's
 */
public record EngineLimits(int slots, int queue, int contextTokens, long cacheBytes) {

    private static final int LEAST_POSITIONS = 16;

    public EngineLimits {
        require(slots >= 1 && slots <= 256, "1 to 256 slots");
        require(queue >= 0 && queue <= 4096, "0 to 4096 requests wait");
        require(contextTokens >= 1, "at least 1 token of context");
        require(cacheBytes >= 0, "memory is not negative");
    }

    /** So many slots, nobody waits, the rest as the model and the machine have it. */
    public static EngineLimits slots(int slots) {
        return new EngineLimits(slots, 0, Integer.MAX_VALUE, 0);
    }

    /**
     * Positions of each slot.
     *
     * @throws ModelException if the memory holds too few to be of use
     */
    int positions(Decoder decoder) {
        long room = cacheBytes;
        if (room == 0) {
            room = Math.max(0, MachineMemory.bytes() - decoder.bytes()) / 2;
        }
        long fit = room / slots / decoder.bytesPerPosition();
        int positions =
                (int) Math.min(fit, Math.min(contextTokens, decoder.config().context()));
        if (positions < Math.min(LEAST_POSITIONS, decoder.config().context())) {
            throw new ModelException(
                    ModelException.Code.MODEL_TOO_LARGE, slots + " slots leave " + positions + " positions to each");
        }
        return positions;
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
