package network.cocoon.domain.settlement;

import java.util.List;
import java.util.Optional;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ProviderId;

/**
 * What the exit would pay.
 *
 * @param number  of the order that sets it, from 1
 * @param root    of the {@link ExitTree} over what is owed
 * @param owed    in order of provider id, which is that of the leaves
 */
public record ExitRoot(long number, Digest root, List<Payment> owed) {

    public ExitRoot {
        owed = List.copyOf(owed);
    }

    /** What this provider needs to be paid; empty where nothing is listed for it. */
    public Optional<ExitClaim> claimOf(ProviderId provider) {
        for (int i = 0; i < owed.size(); i++) {
            if (owed.get(i).provider().equals(provider)) {
                return Optional.of(ExitTree.of(owed).claim(i));
            }
        }
        return Optional.empty();
    }
}
