package network.cocoon.domain.transparency;

import network.cocoon.domain.kernel.Digest;

/**
 * The whole log up to an event.
 *
 * @param size how many events, which is the dense index of the last; at least 1
 * @param root of the tree over their leaves
 */
public record Checkpoint(long size, Digest root) {

    /**
     * A checkpoint's event stands at most so many places behind the last event under it: an auditor, who meets the event
     * only then, has to keep no more leaves.
     */
    public static final int MOST_BEHIND = 1 << 20;

    public Checkpoint {
        if (size < 1) {
            throw new IllegalArgumentException("a checkpoint has at least one event");
        }
    }
}
