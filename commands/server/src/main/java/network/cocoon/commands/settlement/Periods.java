package network.cocoon.commands.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.commands.dispatch.Dispatcher;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.dispatch.Transactions;
import network.cocoon.domain.kernel.Nanoton;
import network.cocoon.domain.kernel.ProviderId;
import network.cocoon.domain.settlement.Accrual;
import network.cocoon.domain.settlement.PeriodId;
import network.cocoon.domain.settlement.SettlementCommand;
import network.cocoon.domain.settlement.SettlementRefusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Adds up what was completed in a period, and adds it to the providers' balances. */
@Service
class Periods {

    /** A completion is dated when it arrives and committed a little later: by now every one of the day is visible. */
    static final Duration SETTLING = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final Dispatcher dispatcher;
    private final Transactions transactions;
    private final InstantSource clock;

    Periods(JdbcClient jdbc, Dispatcher dispatcher, Transactions transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.dispatcher = dispatcher;
        this.transactions = transactions;
        this.clock = clock;
    }

    void close(PeriodId period) {
        LocalDate day = LocalDate.parse(period.value());
        OffsetDateTime from = day.atStartOfDay().atOffset(ZoneOffset.UTC);
        OffsetDateTime upTo = from.plusDays(1);
        Instant now = clock.instant();
        if (now.isBefore(upTo.toInstant().plus(SETTLING))) {
            throw new RefusedException(
                    SettlementRefusal.PERIOD_NOT_OVER, "the period can be closed two minutes after " + upTo);
        }
        transactions.run(() -> {
            List<Sum> sums = jdbc.sql("""
                    SELECT provider, sum(reward)::bigint AS reward, sum(fee)::bigint AS fee,
                        sum(cost)::bigint AS cost, count(*) AS requests
                    FROM accrual WHERE at >= :from AND at < :upTo
                    GROUP BY provider ORDER BY provider COLLATE "C\"""")
                    .param("from", from)
                    .param("upTo", upTo)
                    .query((row, _) -> new Sum(
                            new Accrual(
                                    new ProviderId(row.getString("provider")),
                                    Nanoton.of(row.getLong("reward")),
                                    row.getLong("requests")),
                            Nanoton.of(row.getLong("fee")),
                            Nanoton.of(row.getLong("cost"))))
                    .list();
            List<Accrual> accruals = sums.stream().map(Sum::accrual).toList();
            dispatcher.dispatch(new SettlementCommand.ClosePeriod(
                    period,
                    from.toInstant(),
                    upTo.toInstant(),
                    sums.stream().map(Sum::cost).reduce(Nanoton.ZERO, Nanoton::plus),
                    sums.stream().map(Sum::fee).reduce(Nanoton.ZERO, Nanoton::plus),
                    accruals,
                    now));
            dispatcher.dispatch(new SettlementCommand.CreditBalances(period, accruals, now));
        });
    }

    private record Sum(Accrual accrual, Nanoton fee, Nanoton cost) {}
}
