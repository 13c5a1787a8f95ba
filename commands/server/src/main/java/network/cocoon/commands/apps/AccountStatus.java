package network.cocoon.commands.apps;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import network.cocoon.commands.admission.LaneBook;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.StateReader;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.account.AccountState;
import network.cocoon.domain.account.LaneState;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.wire.api.AppApi.AppStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** How an account stands, from its stream and from the tables that hold its budgets. */
@Service
class AccountStatus {

    private final StateReader states;
    private final LaneBook lanes;
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final InstantSource clock;

    AccountStatus(StateReader states, LaneBook lanes, Transactions transactions, JdbcClient jdbc, InstantSource clock) {
        this.states = states;
        this.lanes = lanes;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    AppStatus of(AccountId account) {
        // The lanes' locks hold reservations still, so that the four figures are of one moment and add up.
        return transactions.run(() -> {
            Nanoton available = Nanoton.ZERO;
            for (LaneState lane : lanes.lock(account)) {
                available = available.plus(lane.free());
            }
            return switch (states.account(account)) {
                case AccountState.Absent _ ->
                    throw new RefusedException(AccountRefusal.ACCOUNT_UNKNOWN, "no such account");
                case AccountState.Open open -> status(open, available);
            };
        });
    }

    private AppStatus status(AccountState.Open account, Nanoton available) {
        Nanoton reserved = reserved(account.account());
        return new AppStatus(
                account.account(),
                account.modelFamilies(),
                account.requestsPerDay(),
                account.tokensPerRequest(),
                account.authorised(),
                available,
                reserved,
                account.authorised().minus(available).minus(reserved),
                requestsToday(account.account()));
    }

    private Nanoton reserved(AccountId account) {
        return Nanoton.of(jdbc.sql("""
                        SELECT coalesce(sum(reserved), 0)::bigint FROM inference_request
                        WHERE account = :account AND state IN ('QUEUED', 'ASSIGNED')""")
                .param("account", account.value())
                .query(Long.class)
                .single());
    }

    private int requestsToday(AccountId account) {
        return jdbc.sql("SELECT number FROM day_count WHERE account = :account AND day = :day")
                .param("account", account.value())
                .param("day", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query(Integer.class)
                .optional()
                .orElse(0);
    }
}
