package network.cocoon.workers.gpu.embedded;

import java.util.OptionalInt;
import network.cocoon.workers.gpu.decoder.Decoder;
import network.cocoon.workers.gpu.model.ModelException;

/**
 * How much an engine takes on.
 *
 * @param slots 1 to 256: requests that advance together
 * @param queue 0 to 4096: requests that wait for a slot; one more is refused as busy
 * @param context tokens of prompt and answer together that each slot must have, at least 1, where the model has as many; where
 *     nothing is said, what the memory gives
 * @param memory for keys and values
 */
public record EngineLimits(int slots, int queue, OptionalInt context, KvMemory memory) {

    private static final int LEAST_POSITIONS = 16;

    public EngineLimits {
        require(slots >= 1 && slots <= 256, "1 to 256 slots");
        require(queue >= 0 && queue <= 4096, "0 to 4096 requests wait");
        require(context.orElse(1) >= 1, "at least 1 token of context");
    }

    /** So many slots, nobody waits, the rest as the model and the machine have it. */
    public static EngineLimits slots(int slots) {
        return new EngineLimits(slots, 0, OptionalInt.empty(), KvMemory.HALF);
    }

    /**
     * Positions of each slot.
     *
     * @throws ModelException with {@link ModelException.Code#KV_MEMORY_TOO_SMALL} and the figures
     */
    int positions(Decoder decoder) {
        long left = Math.max(0, decoder.memory() - decoder.bytes());
        return positions(left, decoder.bytesPerPosition(), decoder.config().context());
    }

    /**
     * As {@link #positions(Decoder)}.
     *
     * @param left        bytes that the weights leave of the machine's memory
     * @param perPosition bytes of keys and values for one token
     * @param most        tokens that the model can take
     */
    int positions(long left, long perPosition, int most) {
        long room = memory.of(left);
        if (room > left) {
            throw tooSmall(KvMemory.words(room) + " for keys and values are more than the " + KvMemory.words(left)
                    + " that the weights leave of the machine's memory");
        }
        long fit = room / slots / perPosition;
        int needed = Math.min(most, context.orElse(LEAST_POSITIONS));
        if (fit < needed) {
            throw tooSmall(slots + " slots of " + needed + " tokens, at " + perPosition + " bytes a token, need "
                    + KvMemory.words(perPosition * slots * needed) + " for keys and values; they have "
                    + KvMemory.words(room) + ": fewer slots, a shorter context, or more memory for them");
        }
        return context.isPresent() ? needed : (int) Math.min(fit, most);
    }

    private static ModelException tooSmall(String why) {
        return new ModelException(ModelException.Code.KV_MEMORY_TOO_SMALL, why);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
