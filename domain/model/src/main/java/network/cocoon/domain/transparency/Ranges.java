package network.cocoon.domain.transparency;

import network.cocoon.domain.kernel.Digest;

/** Ranges of leaves that begin where a split of RFC 9162, section 2.1.1, put them. */
final class Ranges {

    private Ranges() {}

    /** MTH over the leaves from {@code from} up to and without {@code to}. */
    static Digest root(Subtrees tree, long from, long to) {
        long leaves = to - from;
        if (Long.bitCount(leaves) == 1) {
            int level = Long.numberOfTrailingZeros(leaves);
            return tree.root(level, from >> level);
        }
        long split = from + left(leaves);
        return Hashing.node(root(tree, from, split), root(tree, split, to));
    }

    /** How many of two or more leaves are in the left half: the largest power of two below their number. */
    static long left(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }
}
