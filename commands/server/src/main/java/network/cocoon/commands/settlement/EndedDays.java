package network.cocoon.commands.settlement;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import network.cocoon.commands.chain.ChainAlarms;
import network.cocoon.commands.dispatch.RefusedException;
import network.cocoon.commands.loop.Loop;
import network.cocoon.commands.settings.CocoonSettings;
import network.cocoon.commands.settings.NodeRole;
import network.cocoon.domain.settlement.PeriodId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Closes the days that are over, and has paid what is due by then. Two nodes that do so at once do it once. A day that
 * cannot be closed holds up no other: it alarms until somebody has looked.
 */
@Component
class EndedDays extends Loop {

    private static final Logger LOG = LoggerFactory.getLogger(EndedDays.class);

    /** After a start: what was due while nobody ran need not wait for the whole pause. */
    private static final Duration FIRST = Duration.ofSeconds(10);

    /** After a turn that did not do all of it; an alarm lasts longer. */
    private static final Duration AGAIN = Duration.ofMinutes(1);

    private static final String NOT_CLOSED = "DAY_NOT_CLOSED";

    private final Periods periods;
    private final Payouts payouts;
    private final ChainAlarms alarms;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Duration every;
    private final boolean wanted;
    private Duration pause;

    EndedDays(
            Periods periods,
            Payouts payouts,
            ChainAlarms alarms,
            JdbcClient jdbc,
            CocoonSettings settings,
            InstantSource clock) {
        super("ended-days");
        this.periods = periods;
        this.payouts = payouts;
        this.alarms = alarms;
        this.jdbc = jdbc;
        this.clock = clock;
        this.every = settings.ton().chain().settleEvery();
        this.pause = least(FIRST, every);
        this.wanted = settings.ton().networkId() != null
                && !every.isZero()
                && settings.node().does(NodeRole.OPERATOR_WORKERS);
    }

    @Override
    protected boolean isWanted() {
        return wanted;
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(pause);
    }

    @Override
    protected void work() {
        pause = least(AGAIN, every);
        if (settle()) {
            pause = every;
        }
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * Closes every day with something earned that is not in the balances yet, and schedules what is due; false where a day
     * could not be closed.
     */
    boolean settle() {
        boolean all = true;
        for (PeriodId day : open()) {
            all &= close(day);
        }
        payouts.schedule();
        return all;
    }

    private boolean close(PeriodId day) {
        try {
            periods.close(day);
            LOG.info("closed {}", day);
            return true;
        } catch (RefusedException e) {
            LOG.warn("{} cannot be closed: {}", day, e.getMessage());
            alarms.raise(NOT_CLOSED, day.value());
            return false;
        }
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
