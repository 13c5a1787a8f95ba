package network.cocoon.projections.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.eventstore.UnreadableEvent;
import network.cocoon.projections.rollup.Grain;
import network.cocoon.projections.rollup.Rollups;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.RowWrite;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes events into the views, a batch at a time, within the transaction that also moves the bookmark.
 *
 * <p>An event that cannot be taken in is set aside together with all later ones of its stream; the rest goes on. Only
 * then are events written one by one: usually many share a statement.
 */
@Component
public class ViewFeed {

    /** Counters of events that were taken in later, by whichever node. */
    public static final int RETRY_SHARD = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ViewFeed.class);
    private static final int BLOCK = 1_024;

    private static final RowWrite NAMES = RowWrite.into("view_log_block", "name text, block bigint", """
            INSERT INTO view_log_block (name, block) SELECT name, block FROM :rows ORDER BY block, name
            ON CONFLICT DO NOTHING""");

    private final JdbcTemplate jdbc;
    private final List<Projection> projections;
    private final ParkedEvents parked;
    private final EventNames names;
    private final InstantSource clock;

    ViewFeed(
            JdbcTemplate jdbc,
            List<Projection> projections,
            ParkedEvents parked,
            EventNames names,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.projections = projections;
        this.parked = parked;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Takes events in, or sets them aside. Needs a transaction.
     *
     * @param events in the log's order
     * @param shard  which segment counts
     */
    public void take(List<ViewEvent> events, int shard) {
        Set<String> waiting = parked.waiting(
                events.stream().map(ViewEvent::aggregate).distinct().toList());
        List<ViewEvent> clear =
                events.stream().filter(e -> !waiting.contains(e.aggregate())).toList();
        events.stream().filter(e -> waiting.contains(e.aggregate())).forEach(e -> parked.park(e, null));
        jdbc.execute((Connection connection) -> {
            Savepoint start = connection.setSavepoint();
            try {
                write(connection, clear, shard);
            } catch (SQLException | RuntimeException e) {
                if (Failures.isOfTheDatabase(e)) {
                    throw e;
                }
                connection.rollback(start);
                oneByOne(connection, clear, shard);
            }
            mention(connection, events, shard);
            return events.size();
        });
    }

    /**
     * Takes in one event that had been set aside. Needs a transaction, and leaves it usable when it fails.
     *
     * @return what went wrong; nothing when it is in
     */
    public Optional<String> retake(ViewEvent event) {
        Optional<String> cause = jdbc.execute((Connection connection) -> attempt(connection, event, RETRY_SHARD));
        return cause == null ? Optional.empty() : cause;
    }

    private void oneByOne(Connection connection, List<ViewEvent> events, int shard) throws SQLException {
        Set<String> failed = new HashSet<>();
        for (ViewEvent event : events) {
            if (failed.contains(event.aggregate())) {
                parked.park(event, null);
                continue;
            }
            Optional<String> cause = attempt(connection, event, shard);
            if (cause.isPresent()) {
                LOG.warn(
                        "the views set aside event {} ({} of {}): {}",
                        event.denseIndex(),
                        names.of(event.payload()),
                        event.aggregate(),
                        cause.get());
                failed.add(event.aggregate());
                parked.park(event, cause.get());
            }
        }
    }

    private Optional<String> attempt(Connection connection, ViewEvent event, int shard) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            write(connection, List.of(event), shard);
            connection.releaseSavepoint(before);
            return Optional.empty();
        } catch (SQLException | RuntimeException e) {
            if (Failures.isOfTheDatabase(e)) {
                throw e;
            }
            connection.rollback(before);
            return Optional.of(Failures.cause(e));
        }
    }

    private void write(Connection connection, List<ViewEvent> events, int shard) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        var batch = new ViewBatch(new Rollups(clock.instant().minus(Grain.SECOND.kept())));
        for (ViewEvent event : events) {
            if (event.payload() instanceof UnreadableEvent unreadable) {
                throw new UnreadableEventException(unreadable);
            }
            for (Projection projection : projections) {
                projection.on(event, batch);
            }
        }
        batch.write(connection, shard);
    }

    /** Notes which names stand where in the log, for those who look for one. */
    private void mention(Connection connection, List<ViewEvent> events, int shard) throws SQLException {
        var batch = new ViewBatch(new Rollups(clock.instant()));
        events.stream()
                .map(e -> new Mention(names.of(e.payload()), e.denseIndex() / BLOCK))
                .collect(Collectors.toSet())
                .forEach(m -> batch.add(NAMES, m.name() + '/' + m.block(), m.name(), m.block()));
        batch.write(connection, shard);
    }

    private record Mention(String name, long block) {}
}
