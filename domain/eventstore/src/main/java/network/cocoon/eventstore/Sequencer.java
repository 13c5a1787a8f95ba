package network.cocoon.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the log its one order. Of all nodes on a database one leads, by an advisory lock that its connection holds;
 * should an old leader still be writing when the next begins, the epoch keeps it out.
 */
final class Sequencer extends ConnectedTask {
    private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);

    /** Names the lock among other users of advisory locks: "cocoonsq" in ASCII. */
    static final long LOCK_KEY = 0x636f636f6f6e7371L;

    /** How soon another node takes over when the leader's connection is gone. */
    private static final Duration CANDIDACY = Duration.ofMillis(250);

    /** A net under the notifications, not the way it works. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Several polls of a leader that lives. */
    static final Duration SILENCE = Duration.ofSeconds(4);

    private final Duration silence;
    private final LogTail tail;
    private final Bell bell = new Bell();
    private volatile boolean leading;
    private volatile SequencerWatch watch = SequencerWatch.NOBODY;
    /** When the first commit since the last step was heard of, by {@link System#nanoTime}; 0 for none. */
    private final AtomicLong heardAt = new AtomicLong();

    /** @param silence after which a leader is taken for dead; longer than {@link #POLL} */
    Sequencer(DedicatedConnections connections, LogTail tail, Duration silence) {
        super("log-sequencer", connections);
        this.silence = silence;
        this.tail = tail;
    }

    /** Says that events were committed. */
    void wake() {
        heardAt.compareAndSet(0, System.nanoTime());
        bell.ring();
    }

    /** Who is told of every step; one at most. */
    void watchedBy(SequencerWatch who) {
        watch = who;
    }

    boolean isLeading() {
        return leading;
    }

    @Override
    void work(Connection connection) throws SQLException, InterruptedException {
        while (!tryLock(connection)) {
            Thread.sleep(CANDIDACY);
        }
        endWithSilence(connection);
        long epoch = SequencerStep.beginEpoch(connection);
        preferIndexes(connection);
        LOG.info("this node orders the log from epoch {}", epoch);
        leading = true;
        try {
            lead(connection, epoch);
        } finally {
            leading = false;
        }
    }

    private void lead(Connection connection, long epoch) throws SQLException, InterruptedException {
        while (true) {
            long heard = heardAt.getAndSet(0);
            Optional<SequencerStep> step = SequencerStep.take(connection, epoch);
            if (step.isEmpty()) {
                LOG.warn("another node orders the log; epoch {} is over", epoch);
                return;
            }
            tail.advanceTo(step.get().head());
            if (step.get().found() > 0) {
                Channel.INDEXED.announce(connection, Long.toString(step.get().head()));
                watch.indexed(step.get().found(), heard == 0 ? Duration.ZERO : since(heard));
            }
            if (!step.get().full()) {
                bell.await(POLL);
            }
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK_KEY);
            try (var row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /**
     * A leader that stops, its machine or its network, keeps its connection and with it the lock: the database itself ends
     * a connection that has said nothing for this long, within a step or between two.
     */
    private void endWithSilence(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET idle_session_timeout = " + silence.toMillis()
                    + "; SET idle_in_transaction_session_timeout = " + silence.toMillis());
        }
    }

    /**
     * A step touches the newest rows only; statistics lag behind them and would suggest reading whole tables. One plan for
     * all steps, for a plan for each took as long as carrying it out.
     */
    private static void preferIndexes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;"
                    + " SET plan_cache_mode = force_generic_plan");
        }
    }
}
