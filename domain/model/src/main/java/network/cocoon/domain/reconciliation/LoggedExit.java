package network.cocoon.domain.reconciliation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.settlement.ExitTerms;
import network.cocoon.domain.settlement.Payment;
import network.cocoon.domain.settlement.WalletTransaction;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of the exit.
 *
 * @param address  raw
 * @param ordered  root of every number that was ever ordered
 * @param set      transactions by which roots came to stand, by number
 * @param owed     leaves of the newest root that stands; empty where none does
 * @param through  until when nothing else came to stand, where the log has the exit open; null where it is closed
 * @param claims   that were paid, by index
 * @param reserves transfers that the wallet carried out, in order
 */
public record LoggedExit(
        String address,
        ExitTerms terms,
        Map<Long, Digest> ordered,
        Map<Long, WalletTransaction> set,
        List<Payment> owed,
        @Nullable Instant through,
        Map<Integer, Claim> claims,
        List<Reserve> reserves) {

    /** A leaf that the log has paid. */
    public record Claim(Nanoton amount, WalletTransaction transaction) {}

    /**
     * A transfer to the exit.
     *
     * @param paid the wallet's transaction that sent it
     */
    public record Reserve(long batch, Nanoton amount, WalletTransaction paid) {}

    public LoggedExit {
        ordered = Map.copyOf(ordered);
        set = Map.copyOf(set);
        owed = List.copyOf(owed);
        claims = Map.copyOf(claims);
        reserves = List.copyOf(reserves);
    }

    /** The newest number that was ordered; 0 for none. */
    long newest() {
        return ordered.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** The number that stands; 0 for none. */
    long standing() {
        return set.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
