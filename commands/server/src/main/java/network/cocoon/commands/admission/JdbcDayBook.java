package network.cocoon.commands.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import network.cocoon.commands.admission.DaysTogether.Kind;
import network.cocoon.commands.admission.DaysTogether.Sum;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.eventstore.Together;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link DayBook} in PostgreSQL. */
@Component
class JdbcDayBook implements DayBook {

    private final JdbcOperations template;
    private final JdbcClient jdbc;

    JdbcDayBook(JdbcOperations template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** The new sum, which is one statement's or, among several orders, a held one's. */
    private Optional<Long> add(Sum sum, long more, long limit, Supplier<Optional<Long>> statement) {
        Optional<DaysTogether> together =
                Together.current().map(it -> it.part(DaysTogether.class, () -> new DaysTogether(template)));
        if (together.filter(it -> it.holds(sum)).isPresent()) {
            return together.flatMap(it -> it.add(sum, more, limit));
        }
        Optional<Long> added = statement.get();
        added.ifPresent(value -> together.ifPresent(it -> it.hold(sum, value)));
        return added;
    }

    @Override
    public DayCount count(AccountId account, int requestsPerDay, Instant at) {
        InTransaction.require();
        LocalDate day = day(at);
        if (requestsPerDay < 1) {
            throw new RefusedException(AccountRefusal.DAILY_LIMIT_REACHED, "the account may make no requests");
        }
        var sum = new Sum(Kind.REQUESTS, account.value(), day);
        long number = add(sum, 1, requestsPerDay, () -> jdbc.sql("""
                INSERT INTO day_count (account, day, number) VALUES (:account, :day, 1)
                ON CONFLICT (account, day) DO UPDATE SET number = day_count.number + 1
                    WHERE day_count.number < :limit
                RETURNING number""")
                        .param("account", account.value())
                        .param("day", day)
                        .param("limit", requestsPerDay)
                        .query(Long.class)
                        .optional())
                .orElseThrow(() -> new RefusedException(
                        AccountRefusal.DAILY_LIMIT_REACHED,
                        "the account has had its " + requestsPerDay + " requests of " + day));
        return new DayCount(day, Math.toIntExact(number));
    }

    @Override
    public void spend(ClientKeyId key, Nanoton spendPerDay, Nanoton amount, Instant at) {
        InTransaction.require();
        var sum = new Sum(Kind.SPENDING, key.value(), day(at));
        boolean within = amount.compareTo(spendPerDay) <= 0
                && add(sum, amount.value(), spendPerDay.value(), () -> jdbc.sql("""
                        INSERT INTO key_spend (key, day, nanoton) VALUES (:key, :day, :amount)
                        ON CONFLICT (key, day) DO UPDATE SET nanoton = key_spend.nanoton + :amount
                            WHERE key_spend.nanoton <= :limit - :amount
                        RETURNING nanoton""")
                                .param("key", key.value())
                                .param("day", day(at))
                                .param("amount", amount.value())
                                .param("limit", spendPerDay.value())
                                .query(Long.class)
                                .optional())
                        .isPresent();
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
