package network.cocoon.domain.transparency;

import network.cocoon.domain.kernel.Digest;

/** The complete subtrees of a tree, wherever they are kept. */
@FunctionalInterface
public interface Subtrees {

    /**
     * The root over the leaves from {@code number << level} up to and without {@code (number + 1) << level}, counted from 0.
     *
     * @param level 0 for a leaf itself
     */
    Digest root(int level, long number);

    /** The root over the first leaves, at least one. */
    default Digest rootOf(long size) {
        return Ranges.root(this, 0, size);
    }
}
