package network.cocoon.commands.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Nanoton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link DayBook} in PostgreSQL. */
@Component
class JdbcDayBook implements DayBook {

    private final JdbcClient jdbc;

    JdbcDayBook(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public DayCount count(AccountId account, int requestsPerDay, Instant at) {
        InTransaction.require();
        LocalDate day = day(at);
        if (requestsPerDay < 1) {
            throw new RefusedException(AccountRefusal.DAILY_LIMIT_REACHED, "the account may make no requests");
        }
        int number = jdbc.sql("""
                INSERT INTO day_count (account, day, number) VALUES (:account, :day, 1)
                ON CONFLICT (account, day) DO UPDATE SET number = day_count.number + 1
                    WHERE day_count.number < :limit
                RETURNING number""")
                .param("account", account.value())
                .param("day", day)
                .param("limit", requestsPerDay)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new RefusedException(
                        AccountRefusal.DAILY_LIMIT_REACHED,
                        "the account has had its " + requestsPerDay + " requests of " + day));
        return new DayCount(day, number);
    }

    @Override
    public void spend(ClientKeyId key, Nanoton spendPerDay, Nanoton amount, Instant at) {
        InTransaction.require();
        boolean within = amount.compareTo(spendPerDay) <= 0
                && jdbc.sql("""
                        INSERT INTO key_spend (key, day, nanoton) VALUES (:key, :day, :amount)
                        ON CONFLICT (key, day) DO UPDATE SET nanoton = key_spend.nanoton + :amount
                            WHERE key_spend.nanoton <= :limit - :amount""")
                                .param("key", key.value())
                                .param("day", day(at))
                                .param("amount", amount.value())
                                .param("limit", spendPerDay.value())
                                .update()
                        == 1;
        if (!within) {
            throw new RefusedException(
                    AdmissionRefusal.KEY_SPEND_LIMIT,
                    "the client key may reserve " + spendPerDay
                            + " nanoton a UTC day, and this request is above what is left");
        }
    }

    @Override
    public int requests(AccountId account, Instant at) {
        return jdbc.sql("SELECT number FROM day_count WHERE account = :account AND day = :day")
                .param("account", account.value())
                .param("day", day(at))
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
}
