package network.cocoon.domain.account;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import network.cocoon.domain.kernel.Digest;

/**
 * Which transactions of an escrow are in the log. Anybody may send an escrow dust, so only the newest are remembered one
 * by one; what lies before them cannot be told from what was seen, and is refused rather than counted twice or dropped.
 *
 * @param recent in order of logical time
 * @param floor  logical time of the last one forgotten; 0 before
 */
public record SeenTransactions(List<Seen> recent, long floor) {

    private static final int MOST = 64;

    /** One of them. */
    public record Seen(long lt, Digest hash) {}

    /** What is known of a transaction. */
    enum Known {
        NEW,
        SAME,
        /** Another one at its logical time: the chain went back on what it said. */
        OTHER,
        FORGOTTEN
    }

    static final SeenTransactions NONE = new SeenTransactions(List.of(), 0);

    public SeenTransactions {
        recent = List.copyOf(recent);
    }

    Known find(EscrowTransaction transaction) {
        if (transaction.lt() <= floor) {
            return Known.FORGOTTEN;
        }
        return recent.stream()
                .filter(seen -> seen.lt() == transaction.lt())
                .findFirst()
                .map(seen -> seen.hash().equals(transaction.hash()) ? Known.SAME : Known.OTHER)
                .orElse(Known.NEW);
    }

    SeenTransactions with(EscrowTransaction transaction) {
        List<Seen> all = new ArrayList<>(recent);
        all.add(new Seen(transaction.lt(), transaction.hash()));
        all.sort(Comparator.comparingLong(Seen::lt));
        return all.size() <= MOST
                ? new SeenTransactions(all, floor)
                : new SeenTransactions(
                        all.subList(1, all.size()), all.getFirst().lt());
    }
}
