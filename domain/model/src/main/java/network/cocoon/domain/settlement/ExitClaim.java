package network.cocoon.domain.settlement;

import java.util.List;
import network.cocoon.domain.kernel.Digest;

/**
 * A leaf and the way from it to its tree's root: what a provider needs to be paid by the exit contract, and nobody but the
 * provider gains by it.
 *
 * @param path from the leaf up
 */
public record ExitClaim(ExitLeaf leaf, List<Step> path) {

    /**
     * The other of two hashes.
     *
     * @param left whether it stands on the left
     */
    public record Step(boolean left, Digest other) {}

    public ExitClaim {
        path = List.copyOf(path);
    }

    /** The root to which it leads. */
    public Digest root() {
        Digest hash = leaf.hash();
        for (Step step : path) {
            hash = step.left() ? ExitTree.node(step.other(), hash) : ExitTree.node(hash, step.other());
        }
        return hash;
    }
}
