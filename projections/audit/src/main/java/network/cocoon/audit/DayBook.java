package network.cocoon.audit;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Nanoton;

/** Requests of an account, and spending of a client key, in a UTC day. */
final class DayBook {

    private record AccountDay(AccountId account, LocalDate day) {}

    private record KeyDay(ClientKeyId key, LocalDate day) {}

    private final Map<AccountDay, VersionedMoves<DayCount>> counts = new HashMap<>();
    private final Map<KeyDay, BigInteger> spent = new HashMap<>();

    void count(AccountId account, DayCount count, Place place) {
        counts.computeIfAbsent(
                        new AccountDay(account, count.day()), _ -> new VersionedMoves<>("day count", (_, _) -> {}))
                .add(count.number(), count, place);
    }

    /** Reserving spends; what is released later does not come back that day. */
    void spend(ClientKeyId key, LocalDate day, Nanoton amount, Nanoton limit, Place place) {
        BigInteger sum = spent.merge(new KeyDay(key, day), BigInteger.valueOf(amount.value()), BigInteger::add);
        place.require(sum.compareTo(BigInteger.valueOf(limit.value())) <= 0, "key spending", "at most " + limit, sum);
    }

    void finish() {
        counts.values().forEach(VersionedMoves::finish);
    }
}
