package network.cocoon.domain.transparency;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;

/**
 * That a tree begins with all leaves of a smaller one (RFC 9162, section 2.1.4).
 *
 * @param from leaves of the smaller tree, at least 1
 * @param to   leaves of the larger one, or as many
 * @param path roots of subtrees, lowest first; none where both trees are one
 */
public record ConsistencyProof(long from, long to, List<Digest> path) {

    public ConsistencyProof {
        if (from < 1 || from > to) {
            throw new IllegalArgumentException("from " + from + " leaves to " + to);
        }
        path = List.copyOf(path);
    }

    /** @param tree with at least {@code to} leaves */
    public static ConsistencyProof of(long from, long to, Subtrees tree) {
        List<Digest> path = new ArrayList<>();
        long begin = 0;
        long end = to;
        // Section 2.1.4.1, from the root down, into the half where the smaller tree ends.
        while (from != end) {
            long split = begin + Ranges.left(end - begin);
            if (from <= split) {
                path.add(Ranges.root(tree, split, end));
                end = split;
            } else {
                path.add(Ranges.root(tree, begin, split));
                begin = split;
            }
        }
        // Where it was gone to the left only, this is the smaller tree itself, whose root the reader has.
        if (begin > 0) {
            path.add(Ranges.root(tree, begin, end));
        }
        return new ConsistencyProof(from, to, path.reversed());
    }

    /** Section 2.1.4.2. */
    public boolean proves(Digest fromRoot, Digest toRoot) {
        if (from == to) {
            return path.isEmpty() && fromRoot.equals(toRoot);
        }
        if (path.isEmpty()) {
            return false;
        }
        int up = Long.numberOfTrailingZeros(from);
        long at = (from - 1) >> up;
        long last = (to - 1) >> up;
        boolean isWhole = Long.bitCount(from) == 1;
        Digest smaller = isWhole ? fromRoot : path.getFirst();
        Digest larger = smaller;
        for (Digest beside : isWhole ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                smaller = Hashing.node(beside, smaller);
                larger = Hashing.node(beside, larger);
                int skipped = (at & 1) == 1 ? 0 : Long.numberOfTrailingZeros(at);
                at >>= skipped;
                last >>= skipped;
            } else {
                larger = Hashing.node(larger, beside);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 && smaller.equals(fromRoot) && larger.equals(toRoot);
    }
}
