package network.cocoon.commands.apps;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import network.cocoon.commands.dispatch.DispatchRefusal;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.AppApi.AppStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How an account stands, from its stream and from the tables that hold its budgets. */
@Service
class AccountStatus {

    /** An account's own stream changes seldom: a credit, a voucher, a move between lanes. */
    private static final int LOOKS = 16;

    private final StateReader states;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    AccountStatus(StateReader states, JdbcClient jdbc, InstantSource clock) {
        this.states = states;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private record Sums(long available, long reserved, int requestsToday) {}

    /**
     * Without a lock, for who asks without end must not hold up orders. The tables are read by one statement, so their figures
     * are of one moment; with the stream the same before and after it, so is what was authorised, and all add up.
     */
    AppStatus of(AccountId account) {
        AccountState before = states.account(account);
        for (int look = 0; look < LOOKS; look++) {
            Sums sums = sums(account);
            AccountState after = states.account(account);
            if (after.equals(before)) {
                return switch (after) {
                    case AccountState.Absent _ ->
                        throw new RefusedException(AccountRefusal.ACCOUNT_UNKNOWN, "no such account");
                    case AccountState.Open open -> status(open, sums);
                };
            }
            before = after;
        }
        throw new RefusedException(DispatchRefusal.CONTENDED, "the account changes all the time, ask again");
    }

    private Sums sums(AccountId account) {
        return jdbc.sql("""
                        SELECT
                            (SELECT coalesce(sum(free_nanoton), 0)::bigint FROM lane WHERE account = :account) AS available,
                            (SELECT coalesce(sum(reserved), 0)::bigint FROM inference_request
                                WHERE account = :account AND state IN ('QUEUED', 'ASSIGNED')) AS reserved,
                            (SELECT coalesce(sum(number), 0)::int FROM day_count
                                WHERE account = :account AND day = :day) AS today""")
                .param("account", account.value())
                .param("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query((row, _) -> new Sums(row.getLong("available"), row.getLong("reserved"), row.getInt("today")))
                .single();
    }

    private static AppStatus status(AccountState.Open account, Sums sums) {
        Nanoton available = Nanoton.of(sums.available());
        Nanoton reserved = Nanoton.of(sums.reserved());
        return new AppStatus(
                account.account(),
                account.modelFamilies(),
                account.requestsPerDay(),
                account.tokensPerRequest(),
                account.authorised(),
                available,
                reserved,
                account.authorised().minus(available).minus(reserved),
                sums.requestsToday());
    }
}
