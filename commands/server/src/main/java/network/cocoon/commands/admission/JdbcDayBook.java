package network.cocoon.commands.admission;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import network.cocoon.commands.admission.DaysTogether.Kind;
import network.cocoon.commands.admission.DaysTogether.Sum;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.domain.account.AccountRefusal;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.ClientKeyId;
import network.cocoon.domain.kernel.DayCount;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.eventstore.RoundTrip;
import network.cocoon.eventstore.Together;
import org.jspecify.annotations.Nullable;
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

    private static final String COUNT = """
            INSERT INTO day_count (account, day, number) VALUES (?, ?, 1)
            ON CONFLICT (account, day) DO UPDATE SET number = day_count.number + 1 WHERE day_count.number < ?
            RETURNING number""";

    private static final String SPEND = """
            INSERT INTO key_spend (key, day, nanoton) VALUES (?, ?, ?)
            ON CONFLICT (key, day) DO UPDATE SET nanoton = key_spend.nanoton + EXCLUDED.nanoton
                WHERE key_spend.nanoton <= ? - EXCLUDED.nanoton
            RETURNING nanoton""";

    private record Addition(Sum sum, long more, long limit) {

        void addTo(RoundTrip trip) {
            switch (sum.kind()) {
                case REQUESTS -> trip.then(COUNT, sum.of(), sum.day(), limit);
                case SPENDING -> trip.then(SPEND, sum.of(), sum.day(), more, limit);
            }
        }
    }

    /** The new sums, each one statement's or, among several orders, a held one's; null where the limit does not allow it. */
    private List<@Nullable Long> add(Addition... additions) {
        Optional<DaysTogether> together = together();
        Set<Sum> held = new HashSet<>();
        var trip = new RoundTrip();
        for (Addition addition : additions) {
            if (together.filter(it -> it.holds(addition.sum())).isPresent()) {
                held.add(addition.sum());
            } else {
                addition.addTo(trip);
            }
        }
        Iterator<RoundTrip.Answer> answers = held.size() == additions.length
                ? Collections.emptyIterator()
                : trip.send(template).iterator();
        List<@Nullable Long> sums = new ArrayList<>();
        for (Addition addition : additions) {
            Sum sum = addition.sum();
            if (held.contains(sum)) {
                sums.add(together.flatMap(it -> it.add(sum, addition.more(), addition.limit()))
                        .orElse(null));
            } else {
                Long added = answers.next().value();
                if (added != null) {
                    together.ifPresent(it -> it.hold(sum, added));
                }
                sums.add(added);
            }
        }
        return sums;
    }

    @Override
    public void lockAll(Collection<ClientKeyId> keys, Collection<AccountId> accounts, Instant at) {
        InTransaction.require();
        together().ifPresent(it -> {
            lock(it, Kind.SPENDING, """
                    SELECT key, nanoton FROM key_spend WHERE day = :day AND key = ANY(:of)
                    ORDER BY key FOR UPDATE""", keys.stream().map(ClientKeyId::value), at);
            lock(it, Kind.REQUESTS, """
                    SELECT account, number FROM day_count WHERE day = :day AND account = ANY(:of)
                    ORDER BY account FOR UPDATE""", accounts.stream().map(AccountId::value), at);
        });
    }

    private void lock(DaysTogether together, Kind kind, String sql, Stream<String> of, Instant at) {
        LocalDate day = day(at);
        jdbc.sql(sql).param("day", day).param("of", of.toArray(String[]::new)).query(row -> {
            together.hold(new Sum(kind, row.getString(1), day), row.getLong(2));
        });
    }

    private Optional<DaysTogether> together() {
        return Together.current().map(it -> it.part(DaysTogether.class, () -> new DaysTogether(template)));
    }

    @Override
    public DayCount count(AccountId account, int requestsPerDay, Instant at) {
        InTransaction.require();
        return counted(
                requestsPerDay, at, add(counting(account, requestsPerDay, at)).getFirst());
    }

    @Override
    public void spend(ClientKeyId key, Nanoton spendPerDay, Nanoton amount, Instant at) {
        InTransaction.require();
        spent(spendPerDay, add(spending(key, spendPerDay, amount, at)).getFirst());
    }

    /** In one message. Where the first is refused, the transaction's end undoes the second. */
    @Override
    public DayCount spendAndCount(Budgets.Demand demand) {
        InTransaction.require();
        List<@Nullable Long> sums = add(
                spending(demand.key(), demand.spendPerDay(), demand.amount(), demand.at()),
                counting(demand.account(), demand.requestsPerDay(), demand.at()));
        spent(demand.spendPerDay(), sums.getFirst());
        return counted(demand.requestsPerDay(), demand.at(), sums.getLast());
    }

    private static Addition counting(AccountId account, int requestsPerDay, Instant at) {
        if (requestsPerDay < 1) {
            throw new RefusedException(AccountRefusal.DAILY_LIMIT_REACHED, "the account may make no requests");
        }
        return new Addition(new Sum(Kind.REQUESTS, account.value(), day(at)), 1, requestsPerDay);
    }

    private static DayCount counted(int requestsPerDay, Instant at, @Nullable Long number) {
        if (number == null) {
            throw new RefusedException(
                    AccountRefusal.DAILY_LIMIT_REACHED,
                    "the account has had its " + requestsPerDay + " requests of " + day(at));
        }
        return new DayCount(day(at), Math.toIntExact(number));
    }

    private static Addition spending(ClientKeyId key, Nanoton spendPerDay, Nanoton amount, Instant at) {
        if (amount.compareTo(spendPerDay) > 0) {
            throw overspent(spendPerDay);
        }
        return new Addition(new Sum(Kind.SPENDING, key.value(), day(at)), amount.value(), spendPerDay.value());
    }

    private static void spent(Nanoton spendPerDay, @Nullable Long sum) {
        if (sum == null) {
            throw overspent(spendPerDay);
        }
    }

    private static RefusedException overspent(Nanoton spendPerDay) {
        return new RefusedException(
                AdmissionRefusal.KEY_SPEND_LIMIT,
                "the client key may reserve " + spendPerDay
                        + " nanoton a UTC day, and this request is above what is left");
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
