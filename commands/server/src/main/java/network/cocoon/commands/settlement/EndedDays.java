package network.cocoon.commands.settlement;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.domain.settlement.PeriodId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Closes the days that are over, and has paid what is due by then. Two nodes that do so at once do it once. */
@Component
class EndedDays extends Loop {

    private static final Logger LOG = LoggerFactory.getLogger(EndedDays.class);

    /** After a start: what was due while nobody ran need not wait for the whole pause. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    private final Periods periods;
    private final Payouts payouts;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Duration every;
    private final boolean wanted;
    private boolean first = true;

    EndedDays(Periods periods, Payouts payouts, JdbcClient jdbc, CocoonSettings settings, InstantSource clock) {
        super("ended-days");
        this.periods = periods;
        this.payouts = payouts;
        this.jdbc = jdbc;
        this.clock = clock;
        this.every = settings.ton().chain().settleEvery();
        this.wanted = settings.ton().networkId() != null
                && !every.isZero()
                && settings.node().does(NodeRole.OPERATOR_WORKERS);
    }

    @Override
    protected boolean isWanted() {
        return wanted;
    }

    @Override
    protected void turn() throws InterruptedException {
        Thread.sleep(first && FIRST.compareTo(every) < 0 ? FIRST : every);
        first = false;
        settle();
    }

    /** Closes every day with something earned that is not in the balances yet, and schedules what is due. */
    void settle() {
        List<PeriodId> days = open();
        days.forEach(periods::close);
        if (!days.isEmpty()) {
            LOG.info("closed {} days, the last is {}", days.size(), days.getLast());
        }
        payouts.schedule();
    }

    private List<PeriodId> open() {
        var credited = payouts.credited();
        LocalDate running = OffsetDateTime.ofInstant(clock.instant().minus(Periods.SETTLING), ZoneOffset.UTC)
                .toLocalDate();
        return jdbc
                .sql("""
                        SELECT DISTINCT (at AT TIME ZONE 'UTC')::date FROM accrual
                        WHERE at < :running ORDER BY 1""")
                .param("running", running.atStartOfDay().atOffset(ZoneOffset.UTC))
                .query(LocalDate.class)
                .list()
                .stream()
                .map(day -> new PeriodId(day.toString()))
                .filter(day -> !credited.contains(day))
                .toList();
    }
}
