package network.cocoon.domain.transparency;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;

/**
 * That a leaf is in a tree (RFC 9162, section 2.1.3).
 *
 * @param leaf its number, from 0
 * @param size the tree's leaves
 * @param path the roots beside the way from the leaf to the root, lowest first
 */
public record InclusionProof(long leaf, long size, List<Digest> path) {

    public InclusionProof {
        if (leaf < 0 || leaf >= size) {
            throw new IllegalArgumentException("leaf " + leaf + " of " + size);
        }
        path = List.copyOf(path);
    }

    /** @param tree with at least {@code size} leaves */
    public static InclusionProof of(long leaf, long size, Subtrees tree) {
        List<Digest> path = new ArrayList<>();
        long from = 0;
        long to = size;
        // From the root down; the leaf's half is gone into, the other's root is part of the path.
        while (to - from > 1) {
            long split = from + Ranges.left(to - from);
            if (leaf < split) {
                path.add(Ranges.root(tree, split, to));
                to = split;
            } else {
                path.add(Ranges.root(tree, from, split));
                from = split;
            }
        }
        return new InclusionProof(leaf, size, path.reversed());
    }

    /** Section 2.1.3.2. */
    public boolean proves(Digest leafHash, Digest root) {
        long at = leaf;
        long last = size - 1;
        Digest node = leafHash;
        for (Digest beside : path) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                node = Hashing.node(beside, node);
                int up = (at & 1) == 1 ? 0 : Long.numberOfTrailingZeros(at);
                at >>= up;
                last >>= up;
            } else {
                node = Hashing.node(node, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && node.equals(root);
    }
}
