package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.Set;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;

/**
 * What the exit's history comes to, up to some transaction; so that who looks at it all the time reads it once.
 *
 * @param lt      of that transaction; 0 for none
 * @param balance nanoton
 * @param number  of the newest root; 0 for none
 * @param root    all zero for none
 * @param since   when it was set; the epoch for none
 * @param paid    indexes of leaves that were paid
 * @param arrived batches of transfers that came from the network's wallet
 * @param others  what came from anybody else
 */
public record ExitTally(
        long lt,
        long balance,
        long number,
        Digest root,
        Instant since,
        Set<Integer> paid,
        Set<Long> arrived,
        Nanoton others) {

    private static final Digest NO_ROOT = Digest.of(new byte[Digest.BYTES]);

    /** Before the first transaction. */
    public static final ExitTally START =
            new ExitTally(0, 0, 0, NO_ROOT, Instant.EPOCH, Set.of(), Set.of(), Nanoton.ZERO);

    public ExitTally {
        paid = Set.copyOf(paid);
        arrived = Set.copyOf(arrived);
    }
}
