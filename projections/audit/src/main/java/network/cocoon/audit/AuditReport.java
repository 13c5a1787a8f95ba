package network.cocoon.audit;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an audit found. Amounts are nanoton.
 *
 * @param events       read, the one with the discrepancy included
 * @param openRequests neither completed nor ended otherwise
 * @param discrepancy  the first one; null where everything holds. With one, the figures stop before it
 */
public record AuditReport(
        String networkId,
        long events,
        int openRequests,
        List<AccountBill> accounts,
        List<ProviderEarning> providers,
        Totals totals,
        @Nullable Discrepancy discrepancy) {

    public AuditReport {
        accounts = List.copyOf(accounts);
        providers = List.copyOf(providers);
    }

    /** @param unpaid requests that failed, were cancelled or expired */
    public record AccountBill(
            String account,
            long requests,
            long completed,
            long unpaid,
            long tokens,
            BigInteger authorised,
            BigInteger billed,
            BigInteger reserved,
            BigInteger free) {}

    public record ProviderEarning(String provider, long completed, long tokens, BigInteger earned) {}

    /** {@code authorised = free + reserved + billed} and {@code billed = earned + fees}. */
    public record Totals(
            BigInteger authorised,
            BigInteger billed,
            BigInteger earned,
            BigInteger fees,
            BigInteger reserved,
            BigInteger free) {}
}
