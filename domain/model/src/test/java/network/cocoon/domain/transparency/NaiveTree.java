package network.cocoon.domain.transparency;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;

/** RFC 9162, section 2.1, word for word: slow, and nothing in common with what it is compared with. */
record NaiveTree(List<Digest> leaves) {

    /** Leaves that differ. */
    static NaiveTree of(int size) {
        List<Digest> leaves = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            leaves.add(Digest.sha256(new byte[] {(byte) i, (byte) (i >> 8)}));
        }
        return new NaiveTree(leaves);
    }

    NaiveTree first(int size) {
        return new NaiveTree(leaves.subList(0, size));
    }

    private NaiveTree from(int begin) {
        return new NaiveTree(leaves.subList(begin, leaves.size()));
    }

    Subtrees subtrees() {
        return (level, number) -> {
            int width = 1 << level;
            return from((int) number * width).first(width).root();
        };
    }

    Digest root() {
        if (leaves.isEmpty()) {
            return Digest.sha256();
        }
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = split();
        return node(first(k).root(), from(k).root());
    }

    private static Digest node(Digest left, Digest right) {
        return Digest.sha256(new byte[] {1}, left.raw(), right.raw());
    }

    private int split() {
        int k = 1;
        while (2 * k < leaves.size()) {
            k *= 2;
        }
        return k;
    }

    /** PATH(m, D_n), section 2.1.3.1. */
    List<Digest> path(int m) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int k = split();
        return m < k ? joined(first(k).path(m), from(k).root()) : joined(from(k).path(m - k), first(k).root());
    }

    /** PROOF(m, D_n), section 2.1.4.1. */
    List<Digest> proof(int m) {
        return subproof(m, true);
    }

    private List<Digest> subproof(int m, boolean complete) {
        if (m == leaves.size()) {
            return complete ? List.of() : List.of(root());
        }
        int k = split();
        return m <= k
                ? joined(first(k).subproof(m, complete), from(k).root())
                : joined(from(k).subproof(m - k, false), first(k).root());
    }

    private static List<Digest> joined(List<Digest> path, Digest last) {
        List<Digest> all = new ArrayList<>(path);
        all.add(last);
        return all;
    }
}
