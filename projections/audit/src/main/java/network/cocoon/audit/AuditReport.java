package network.cocoon.audit;

import java.math.BigInteger;
import java.util.List;
import network.cocoon.domain.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found. Amounts are nanoton.
 *
 * @param reading      what was read
 * @param tree         over what was read
 * @param openRequests neither completed nor ended otherwise
 * @param discrepancy  the first one; null where everything holds. With one, the figures stop there, or a little later
 *                     where it is a signature, as those are checked beside the reading
 */
public record AuditReport(
        String networkId,
        Reading reading,
        Tree tree,
        int openRequests,
        List<AccountBill> accounts,
        List<ProviderEarning> providers,
        Totals totals,
        @Nullable Discrepancy discrepancy) {

    public AuditReport {
        accounts = List.copyOf(accounts);
        providers = List.copyOf(providers);
    }

    /**
     * @param events       read, the one with the discrepancy included
     * @param signatures   met, of requests, assignments, receipts and heads
     * @param checked      of them
     * @param steppedBack  events whose time lies before that of an event ahead of them on another stream: a warning,
     *                     as transactions overlap and nodes have clocks of their own
     * @param farthestBack by how many microseconds at most
     */
    public record Reading(long events, long signatures, long checked, long steppedBack, long farthestBack) {}

    /**
     * @param size     leaves, one for each event
     * @param root     to be held against a checkpoint that others have seen
     * @param sealed   size of the newest checkpoint in the log, 0 for none
     * @param anchored size of the newest one that is on a chain by the log's word, 0 for none
     */
    public record Tree(long size, Digest root, long sealed, long anchored) {}

    /** How many events were read. */
    public long events() {
        return reading.events();
    }

    /**
     * @param interrupted requests that broke off and were billed up to an acknowledged head
     * @param unpaid      requests that failed, were cancelled or expired, and cost nothing
     */
    public record AccountBill(
            String account,
            long requests,
            long completed,
            long interrupted,
            long unpaid,
            long tokens,
            BigInteger authorised,
            BigInteger billed,
            BigInteger reserved,
            BigInteger free) {}

    public record ProviderEarning(String provider, long completed, long interrupted, long tokens, BigInteger earned) {}

    /** {@code authorised = free + reserved + billed} and {@code billed = earned + fees}. */
    public record Totals(
            BigInteger authorised,
            BigInteger billed,
            BigInteger earned,
            BigInteger fees,
            BigInteger reserved,
            BigInteger free) {}
}
