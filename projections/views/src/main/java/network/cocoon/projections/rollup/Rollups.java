package network.cocoon.projections.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events adds to the counters.
 *
 * <p>Whoever calls has just changed a row that can change so only once, and both are written in one transaction
 * together with the bookmark: an event that comes again changes no row, and so counts nothing.
 */
public final class Rollups {

    private final Instant secondsFrom;
    private final Counters tally = new Counters("view_tally", List.of("name text"), List.of("n"));
    private final Counters traffic = new Counters(
            "view_traffic",
            List.of("grain text", "start timestamptz"),
            List.of("requested", "completed", "failed", "cancelled", "expired", "tokens", "spent"));
    private final Counters latency =
            new Counters("view_latency", List.of("grain text", "start timestamptz", "bin integer"), List.of("n"));
    private final Counters accountDay = new Counters(
            "view_account_day",
            List.of("account_id text", "day date", "model text"),
            List.of("requests", "completed", "tokens", "spent"));
    private final Counters workerDay = new Counters(
            "view_worker_day",
            List.of("worker_id text", "day date", "provider_id text"),
            List.of("completed", "failed", "tokens", "earned"));

    /** @param secondsFrom nobody asks any more for seconds before this */
    public Rollups(Instant secondsFrom) {
        this.secondsFrom = secondsFrom;
    }

    /** A request was asked for. */
    public void asked(String account, String model, Instant at) {
        traffic(at, 1, 0, 0, 0, 0, 0, 0);
        accountDay.add(List.of(account, day(at), model), 1, 0, 0, 0);
    }

    /** A request ended. */
    public void closed(Closing c) {
        Outcome outcome = c.outcome();
        int completed = outcome == Outcome.COMPLETED ? 1 : 0;
        int failed = outcome == Outcome.FAILED ? 1 : 0;
        tally.add(List.of(Tally.requests(outcome)), 1);
        tally.add(List.of(Tally.TOKENS), c.tokens());
        tally.add(List.of(Tally.SPENT), c.cost());
        tally.add(List.of(Tally.REWARDS), c.reward());
        tally.add(List.of(Tally.FEES), c.fee());
        traffic(
                c.at(),
                0,
                completed,
                failed,
                outcome == Outcome.CANCELLED ? 1 : 0,
                outcome == Outcome.EXPIRED ? 1 : 0,
                c.tokens(),
                c.cost());
        if (completed == 1) {
            latency(c.at(), LatencyBins.of(c.millis()));
        }
        accountDay.add(List.of(c.account(), day(c.at()), c.model()), 0, completed, c.tokens(), c.cost());
        worked(c.worker(), c.provider(), c.at(), completed, failed, c.tokens(), c.reward());
    }

    /** A worker lost an attempt and the request went on elsewhere. */
    public void attemptFailed(String worker, String provider, Instant at) {
        worked(worker, provider, at, 0, 1, 0, 0);
    }

    private void worked(
            @Nullable String worker,
            @Nullable String provider,
            Instant at,
            long completed,
            long failed,
            long tokens,
            long earned) {
        if (worker != null && provider != null) {
            workerDay.add(List.of(worker, day(at), provider), completed, failed, tokens, earned);
        }
    }

    private void traffic(Instant at, long... counts) {
        for (Grain grain : Grain.values()) {
            if (isKept(grain, at)) {
                traffic.add(List.of(grain.name(), grain.start(at).toString()), counts);
            }
        }
    }

    private void latency(Instant at, int bin) {
        for (Grain grain : Grain.values()) {
            if (isKept(grain, at)) {
                latency.add(List.of(grain.name(), grain.start(at).toString(), Integer.toString(bin)), 1);
            }
        }
    }

    private boolean isKept(Grain grain, Instant at) {
        return grain != Grain.SECOND || at.isAfter(secondsFrom);
    }

    private static String day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).toString();
    }

    /**
     * Adds everything to the tables, within the caller's transaction.
     *
     * @param shard which segment counts
     */
    public void write(Connection connection, int shard) throws SQLException {
        tally.write(connection, shard);
        traffic.write(connection, shard);
        latency.write(connection, shard);
        accountDay.write(connection, shard);
        workerDay.write(connection, shard);
    }
}
