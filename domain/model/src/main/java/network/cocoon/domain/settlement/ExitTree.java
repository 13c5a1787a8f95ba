package network.cocoon.domain.settlement;

import java.util.ArrayList;
import java.util.List;
import network.cocoon.domain.kernel.Digest;

/**
 * The Merkle tree over what providers are owed, of the shape of RFC 6962: the left half of n leaves is the largest power of
 * two below n. SHA-256 of 0x00 and a leaf, of 0x01 and two nodes; of nothing, where nobody is owed anything.
 */
public final class ExitTree {

    /** As many as the contract has bits for. */
    public static final int MOST_LEAVES = 1 << 16;

    private static final byte[] IS_NODE = {1};

    private final List<ExitLeaf> leaves;
    /** By level, the leaves' hashes first; an odd one at the end of a level goes up as it is. */
    private final List<List<Digest>> levels = new ArrayList<>();

    private ExitTree(List<ExitLeaf> leaves) {
        this.leaves = List.copyOf(leaves);
        List<Digest> level = leaves.stream().map(ExitLeaf::hash).toList();
        levels.add(level);
        while (level.size() > 1) {
            List<Digest> above = new ArrayList<>((level.size() + 1) / 2);
            for (int i = 0; i + 1 < level.size(); i += 2) {
                above.add(node(level.get(i), level.get(i + 1)));
            }
            if (level.size() % 2 == 1) {
                above.add(level.getLast());
            }
            level = above;
            levels.add(level);
        }
    }

    /** @param owed in the order of the leaves, at most {@link #MOST_LEAVES} */
    public static ExitTree of(List<Payment> owed) {
        if (owed.size() > MOST_LEAVES) {
            throw new IllegalArgumentException("at most " + MOST_LEAVES + " leaves");
        }
        List<ExitLeaf> leaves = new ArrayList<>(owed.size());
        for (Payment payment : owed) {
            leaves.add(new ExitLeaf(leaves.size(), payment.address(), payment.amount()));
        }
        return new ExitTree(leaves);
    }

    public Digest root() {
        return leaves.isEmpty() ? Digest.sha256() : levels.getLast().getFirst();
    }

    /** @param index of the leaf */
    public ExitClaim claim(int index) {
        List<ExitClaim.Step> path = new ArrayList<>();
        int at = index;
        for (List<Digest> level : levels) {
            int other = at ^ 1;
            if (other < level.size()) {
                path.add(new ExitClaim.Step(other < at, level.get(other)));
            }
            at >>= 1;
        }
        return new ExitClaim(leaves.get(index), path);
    }

    static Digest node(Digest left, Digest right) {
        return Digest.sha256(IS_NODE, left.raw(), right.raw());
    }
}
