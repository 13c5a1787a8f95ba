package network.cocoon.commands.admission;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import network.cocoon.domain.kernel.AccountId;

/**
 * How many answers of each account ended whole here. In memory: a node that starts anew, or whose transaction is run twice,
 * gives a shorter or a longer window, and no bill depends on it. Thread-safe.
 */
final class WholeAnswers {

    private final ConcurrentMap<AccountId, Run> runs = new ConcurrentHashMap<>();

    private record Run(long answers, Instant last) {}

    void add(AccountId account, Instant at) {
        runs.merge(account, new Run(1, at), (run, one) -> new Run(run.answers() + 1, one.last()));
    }

    long of(AccountId account) {
        Run run = runs.get(account);
        return run == null ? 0 : run.answers();
    }

    /** Who has had no whole answer for as long begins anew: so the table is no larger than an hour's accounts. */
    void forget(Instant now, Duration after) {
        runs.values().removeIf(run -> run.last().isBefore(now.minus(after)));
    }
}
