package network.cocoon.domain.settlement;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import org.jspecify.annotations.Nullable;

/**
 * The exit contract as the book knows it. All times are the chain's.
 *
 * @param address  raw
 * @param standing the root that counts on chain; null before the first
 * @param since    when it was set; the epoch before the first
 * @param underWay the root that was ordered last, while it does not stand; null where it does
 * @param open     whether claims are paid; from then on there is no other root
 * @param claimed  leaves of the standing root that were paid
 * @param before   by open batch, the newest root that had been ordered when it was scheduled: that root and those before
 *                 may list what is in the batch, those after do not
 */
public record Exit(
        String address,
        ExitTerms terms,
        @Nullable ExitRoot standing,
        Instant since,
        @Nullable ExitRoot underWay,
        boolean open,
        Set<Integer> claimed,
        Map<Long, Long> before) {

    public Exit {
        claimed = Set.copyOf(claimed);
        before = Map.copyOf(before);
    }

    static Exit first(String address, ExitTerms terms) {
        return new Exit(address, terms, null, Instant.EPOCH, null, false, Set.of(), Map.of());
    }

    /** The number of the newest root that was ordered; 0 before the first. */
    public long ordered() {
        return underWay != null ? underWay.number() : standingNumber();
    }

    private long standingNumber() {
        return standing != null ? standing.number() : 0;
    }

    /** From then on claims are paid, if no other root comes; only where one stands. */
    public Instant opensAt() {
        return since.plusSeconds(terms.delaySeconds());
    }

    /** Until when a message that carries out this batch may be taken: the epoch where none may be sent yet. */
    public Instant latestEnd(long batch) {
        if (open) {
            return Instant.MAX;
        }
        return listsMaybe(batch) ? Instant.EPOCH : opensAt();
    }

    /** Whether the standing root, or one that could still come to stand, may list what is in this batch. */
    boolean listsMaybe(long batch) {
        return standingNumber() <= before.getOrDefault(batch, 0L);
    }

    /** Why a batch may not be sent by a message that is taken until then; empty where it may. */
    Optional<SettlementRefusal> refuses(long batch, Instant end) {
        if (!end.isAfter(latestEnd(batch))) {
            return Optional.empty();
        }
        return Optional.of(listsMaybe(batch) ? SettlementRefusal.ROOT_NOT_STANDING : SettlementRefusal.EXIT_COULD_OPEN);
    }

    /** What the exit owes, once it is open: anybody can have it paid there at any time, so nothing else may pay it. */
    public Map<ProviderId, Nanoton> held() {
        Map<ProviderId, Nanoton> held = new HashMap<>();
        if (open && standing != null) {
            for (int i = 0; i < standing.owed().size(); i++) {
                if (!claimed.contains(i)) {
                    Payment payment = standing.owed().get(i);
                    held.put(payment.provider(), payment.amount());
                }
            }
        }
        return held;
    }
}
