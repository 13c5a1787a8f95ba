package network.cocoon.projections.letters;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import network.cocoon.eventstore.LogReader;
import network.cocoon.eventstore.LoggedEvent;
import network.cocoon.eventstore.PayloadCodec;
import network.cocoon.projections.Rows;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.feed.Backoff;
import network.cocoon.projections.feed.ViewFeed;
import network.cocoon.projections.write.ViewEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Events that the views could not take in, by stream: shown, tried again, given up by a person. */
@Component
public class DeadLetters {

    /** Most rows in one answer. */
    public static final int MAX_ROWS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LogReader log;
    private final PayloadCodec codec;
    private final ViewFeed feed;
    private final ViewsChanged changed;
    private final InstantSource clock;

    DeadLetters(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            LogReader log,
            PayloadCodec codec,
            ViewFeed feed,
            ViewsChanged changed,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.log = log;
        this.codec = codec;
        this.feed = feed;
        this.changed = changed;
        this.clock = clock;
    }

    /** How many events are set aside, those that only wait included. */
    public long count() {
        return jdbc.sql("SELECT count(*) FROM view_dead_letter")
                .query(Long.class)
                .single();
    }

    /** The first event of each stream that waits, in the log's order, at most {@link #MAX_ROWS}. */
    public List<DeadLetter> letters() {
        return jdbc.sql("""
                        SELECT d.*, (SELECT count(*) - 1 FROM view_dead_letter w
                                     WHERE w.aggregate_id = d.aggregate_id) AS waiting
                        FROM view_dead_letter d
                        WHERE NOT EXISTS (SELECT FROM view_dead_letter e
                                          WHERE e.aggregate_id = d.aggregate_id AND e.dense_index < d.dense_index)
                        ORDER BY d.dense_index LIMIT\s""" + MAX_ROWS).query((row, _) -> letter(row)).list();
    }

    /**
     * Tries a stream's events again, in their order, until one fails.
     *
     * @return whether no event failed
     */
    public boolean retry(String aggregate) {
        while (true) {
            switch (next(aggregate)) {
                case TAKEN -> changed.committed();
                case NONE -> {
                    return true;
                }
                case FAILED -> {
                    return false;
                }
            }
        }
    }

    private Step next(String aggregate) {
        Step step = transaction.execute(_ -> jdbc.sql("""
                        SELECT dense_index, attempts FROM view_dead_letter WHERE aggregate_id = :aggregate
                        ORDER BY dense_index LIMIT 1 FOR UPDATE""")
                .param("aggregate", aggregate)
                .query((row, _) -> attempt(row.getLong("dense_index"), row.getInt("attempts")))
                .optional()
                .orElse(Step.NONE));
        return step == null ? Step.NONE : step;
    }

    private Step attempt(long denseIndex, int attempts) {
        LoggedEvent logged = log.readAfter(denseIndex - 1, 1).getFirst();
        Object payload = codec.decodeOrMark(logged.name(), logged.revision(), logged.payload());
        Optional<String> cause = feed.retake(
                new ViewEvent(denseIndex, logged.stream(), logged.aggregateId(), logged.sequence(), payload));
        if (cause.isEmpty()) {
            delete(denseIndex);
            return Step.TAKEN;
        }
        Instant now = clock.instant();
        jdbc.sql("""
                        UPDATE view_dead_letter SET cause = :cause, attempts = :attempts, tried_at = :now,
                            next_try_at = :next WHERE dense_index = :index""")
                .param("cause", cause.get())
                .param("attempts", attempts + 1)
                .param("now", Rows.utc(now))
                .param("next", Rows.utc(now.plus(Backoff.after(attempts + 1))))
                .param("index", denseIndex)
                .update();
        return Step.FAILED;
    }

    /**
     * Gives up the first waiting event of a stream: the views will never show it. Later ones are tried next.
     *
     * @param denseIndex which one; nothing happens when it is not the first of its stream, or no longer set aside
     * @param operator   who decided so, for the log
     * @return whether it was given up
     */
    public boolean discard(long denseIndex, String operator) {
        int discarded = jdbc.sql("""
                        DELETE FROM view_dead_letter d WHERE d.dense_index = :index
                            AND NOT EXISTS (SELECT FROM view_dead_letter e
                                            WHERE e.aggregate_id = d.aggregate_id AND e.dense_index < d.dense_index)""").param("index", denseIndex).update();
        if (discarded == 1) {
            LOG.warn("{} discarded event {} from the views", operator, denseIndex);
            changed.committed();
        }
        return discarded == 1;
    }

    /** Streams whose first event is due to be tried again. */
    List<String> due() {
        return jdbc.sql("""
                        SELECT d.aggregate_id FROM view_dead_letter d WHERE d.next_try_at <= :now
                            AND NOT EXISTS (SELECT FROM view_dead_letter e
                                            WHERE e.aggregate_id = d.aggregate_id AND e.dense_index < d.dense_index)
                        ORDER BY d.next_try_at LIMIT 100""")
                .param("now", Rows.utc(clock.instant()))
                .query(String.class)
                .list();
    }

    private void delete(long denseIndex) {
        jdbc.sql("DELETE FROM view_dead_letter WHERE dense_index = :index")
                .param("index", denseIndex)
                .update();
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getLong("dense_index"),
                row.getString("aggregate_id"),
                row.getString("stream"),
                row.getLong("sequence"),
                row.getString("name"),
                row.getString("cause"),
                row.getInt("attempts"),
                row.getLong("waiting"),
                Rows.instant(row, "parked_at"),
                Rows.instantOrNull(row, "tried_at"),
                Rows.instant(row, "next_try_at"));
    }

    private enum Step {
        TAKEN,
        FAILED,
        NONE
    }
}
