package network.cocoon.audit;

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
    private final Map<KeyDay, Long> spent = new HashMap<>();

    void count(AccountId account, DayCount count, Place place) {
        counts.computeIfAbsent(
                        new AccountDay(account, count.day()),
                        _ -> new VersionedMoves<>("day count version", (_, _) -> {}))
                .add(count.number(), count, place);
    }

    /** Reserving spends; what is released later does not come back that day. */
    void spend(ClientKeyId key, LocalDate day, Nanoton amount, Nanoton limit, Place place) {
        long sum = spent.merge(new KeyDay(key, day), amount.value(), Math::addExact);
        if (sum > limit.value()) {
            throw place.wrong("key spending", "at most " + limit, sum);
        }
    }

    void finish() {
        counts.values().forEach(VersionedMoves::finish);
    }
}
