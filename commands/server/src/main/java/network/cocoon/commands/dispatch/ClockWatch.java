package network.cocoon.commands.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import network.cocoon.commands.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks every second how far this node's clock is off the database's. One that is too far off decides nothing: its times
 * would stand in the log for ever, and leases, deadlines and days would be counted by them.
 */
@Component
public class ClockWatch extends Loop {

    /** Far beyond what two clocks that somebody keeps differ by; small beside a claim lease. */
    static final Duration MOST = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private volatile Duration off = Duration.ZERO;

    ClockWatch(JdbcClient jdbc, InstantSource clock) {
        super("clock-watch");
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How far this node's clock surely was ahead of the database's when it was last looked at; negative where behind. */
    public Duration off() {
        return off;
    }

    /** Whether it is near enough. */
    public boolean right() {
        return off.abs().compareTo(MOST) <= 0;
    }

    /** @throws RefusedException where nothing may be decided by this clock */
    public void require() {
        if (!right()) {
            throw new RefusedException(
                    DispatchRefusal.CLOCK_WRONG, "this node's clock is off by " + off.toSeconds() + " s; ask another");
        }
    }

    /** Compares the two clocks. */
    void look() {
        Instant before = clock.instant();
        Instant database = jdbc.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        boolean was = right();
        off = off(before, database, clock.instant());
        if (was != right()) {
            LOG.warn("this node's clock is {} s off the database's", off.toSeconds());
        }
    }

    /** What no delay of question or answer explains. */
    static Duration off(Instant before, Instant database, Instant after) {
        if (database.isBefore(before)) {
            return Duration.between(database, before);
        }
        return database.isAfter(after) ? Duration.between(database, after) : Duration.ZERO;
    }

    /** Known before the first command. */
    @Override
    protected void prepare() {
        look();
    }

    @Override
    protected void await() throws InterruptedException {
        Thread.sleep(EVERY);
    }

    @Override
    protected void work() {
        look();
    }

    /** With the heartbeat: before whatever decides. */
    @Override
    public int getPhase() {
        return 0;
    }
}
