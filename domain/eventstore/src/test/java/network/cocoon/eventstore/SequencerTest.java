package network.cocoon.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import network.cocoon.eventstore.ToyCodec.Moved;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class SequencerTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private TestDatabase database;
    private TestNode node;

    @BeforeEach
    void start() throws SQLException {
        database = TestDatabase.create();
        node = new TestNode(database.dataSource());
    }

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    @Test
    void losesNoEventOfATransactionThatStaysOpenWhileLaterOnesCommit() throws Exception {
        node.started();
        node.append("before", 0, "shelf");
        new TransactionTemplate(node.transactions).executeWithoutResult(_ -> {
            node.append("slow", 0, "box", "floor");
            Thread other = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 50; i++) {
                    node.append("fast" + i, 0, "shelf");
                }
            });
            await(51);
            assertThat(other).satisfies(t -> assertThat(t.join(LONG)).isTrue());
            assertThat(toys(0)).contains("fast49/0").doesNotContain("slow/0");
        });
        await(53);
        node.append("after", 0, "shelf");
        await(54);

        assertThat(toys(0)).hasSize(54).doesNotHaveDuplicates().last().isEqualTo("after/0");
        assertThat(toys(51)).containsExactly("slow/0", "slow/1", "after/0");
        assertThat(node.reader.readAfter(0, 100))
                .extracting(LoggedEvent::denseIndex)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 54).boxed().toList());
    }

    @Test
    void leavesNoGapWhereATransactionWasRolledBack() throws Exception {
        node.started();
        node.append("first", 0, "shelf");
        new TransactionTemplate(node.transactions).executeWithoutResult(status -> {
            node.append("gone", 0, "bin");
            status.setRollbackOnly();
        });
        node.append("second", 0, "shelf");
        await(2);
        assertThat(toys(0)).containsExactly("first/0", "second/0");
    }

    @Test
    void ordersEverythingThatManyWritersAppend() throws Exception {
        node.started();
        List<Thread> writers = IntStream.range(0, 8)
                .mapToObj(w -> Thread.ofVirtual().start(() -> {
                    for (int i = 0; i < 40; i++) {
                        node.append("toy" + w, i, "place");
                    }
                }))
                .toList();
        for (Thread writer : writers) {
            assertThat(writer.join(LONG)).isTrue();
        }
        await(320);
        assertThat(node.reader.readAfter(0, 1_000))
                .extracting(LoggedEvent::denseIndex)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 320).boxed().toList());
        for (int w = 0; w < 8; w++) {
            String toy = "toy" + w;
            assertThat(node.reader.readAfter(0, 1_000).stream()
                            .filter(e -> e.aggregateId().equals(toy))
                            .map(LoggedEvent::sequence))
                    .containsExactlyElementsOf(LongStream.range(0, 40).boxed().toList());
        }
    }

    @Test
    void fencesAnOlderEpoch() throws Exception {
        node.append("toy", 0, "shelf");
        try (Connection old = database.dataSource().getConnection();
                Connection young = database.dataSource().getConnection()) {
            long oldEpoch = SequencerStep.beginEpoch(old);
            long youngEpoch = SequencerStep.beginEpoch(young);

            assertThat(SequencerStep.take(old, oldEpoch)).isEmpty();
            assertThat(SequencerStep.take(young, youngEpoch)).contains(new SequencerStep(1, 1));
            assertThat(SequencerStep.take(old, oldEpoch)).isEmpty();
        }
        assertThat(node.reader.head()).isEqualTo(1);
    }

    @Test
    void dropsAFloorThatAnotherClusterLeftInTheFuture() throws Exception {
        JdbcClient.create(database.dataSource())
                .sql("UPDATE sequencer SET floor = '9000000000000'")
                .update();
        node.append("toy", 0, "shelf");
        node.started();
        await(1);
    }

    @Test
    void handsOverWhenTheLeadersConnectionDies() throws Exception {
        node.started();
        node.append("toy", 0, "shelf");
        await(1);
        assertThat(node.log.isLeading()).isTrue();
        try (var standby = new TestNode(database.dataSource()).started()) {
            standby.append("toy", 1, "box");
            assertThat(standby.log.tail().awaitBeyond(1, LONG)).isEqualTo(2);
            assertThat(standby.log.isLeading()).isFalse();

            killAdvisoryLockHolder();
            standby.append("toy", 2, "floor");
            assertThat(standby.log.tail().awaitBeyond(2, LONG)).isEqualTo(3);
            await(3);
        }
        assertThat(toys(0)).containsExactly("toy/0", "toy/1", "toy/2");
        assertThat(JdbcClient.create(database.dataSource())
                        .sql("SELECT count(DISTINCT epoch) FROM event_index")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO event_index", "pg_notify"})
    void takesOverFromALeaderThatStandsStillAndKeepsItOut(String statement) throws Exception {
        var paused = new PausedConnection(statement);
        DedicatedConnections real = DedicatedConnections.to(database.dataSource());
        LogNode leader = new LogNode(() -> paused.around(real.open()), new LogDuty(true), Duration.ofMillis(1_500));
        leader.start();
        try (var standby = new TestNode(database.dataSource())) {
            standby.append("toy", 0, "shelf");
            assertThat(leader.tail().awaitBeyond(0, LONG)).isEqualTo(1);
            standby.started();
            paused.arm();
            standby.append("toy", 1, "box", "floor");
            paused.awaitPause();

            standby.append("toy", 3, "bin");
            assertThat(standby.log.tail().awaitBeyond(3, LONG)).isEqualTo(4);
            assertThat(standby.log.isLeading()).isTrue();

            paused.goOn();
            standby.append("toy", 4, "shelf");
            assertThat(standby.log.tail().awaitBeyond(4, LONG)).isEqualTo(5);
            assertThat(leader.tail().awaitBeyond(4, LONG)).isEqualTo(5);
            assertThat(standby.log.isLeading()).isTrue();
            assertThat(leader.isLeading()).isFalse();
        } finally {
            leader.close();
        }
        assertThat(toys(0)).containsExactly("toy/0", "toy/1", "toy/2", "toy/3", "toy/4");
        assertThat(node.reader.readAfter(0, 100))
                .extracting(LoggedEvent::denseIndex)
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aNodeWithoutThatDutyNeverOrdersTheLog() throws Exception {
        LogNode reading = new LogNode(DedicatedConnections.to(database.dataSource()), new LogDuty(false));
        reading.start();
        try {
            node.append("toy", 0, "shelf");
            assertThat(reading.tail().awaitBeyond(0, Duration.ofMillis(600))).isZero();
            node.started();
            assertThat(reading.tail().awaitBeyond(0, LONG)).isEqualTo(1);
        } finally {
            reading.close();
        }
    }

    @Test
    void wakesWaitersOfAnotherNode() throws Exception {
        node.started();
        node.append("toy", 0, "shelf");
        await(1);
        try (var other = new TestNode(database.dataSource()).started()) {
            List<Thread> waiters = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                waiters.add(Thread.ofVirtual().start(() -> {
                    try {
                        other.log.tail().awaitBeyond(1, LONG);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            node.append("toy", 1, "box");
            for (Thread waiter : waiters) {
                assertThat(waiter.join(LONG)).isTrue();
            }
            assertThat(other.log.tail().head()).isEqualTo(2);
        }
    }

    @Test
    void stopsWaitingWhenTheTimeIsUp() throws Exception {
        assertThat(node.log.tail().awaitBeyond(0, Duration.ZERO)).isZero();
    }

    @Test
    void readsOldRevisionsAsTodaysEvents() {
        node.append("toy", 0, "shelf");
        JdbcClient.create(database.dataSource())
                .sql("UPDATE domain_event SET revision = 1")
                .update();
        assertThat(node.engine.readEvents("toy").next().getPayload()).isEqualTo(new Moved("shelf (upcast)"));
    }

    private void killAdvisoryLockHolder() {
        JdbcClient.create(database.dataSource()).sql("""
                        SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
                        WHERE l.locktype = 'advisory' AND d.datname = current_database()""").query(Boolean.class).list();
    }

    private void await(long head) {
        try {
            assertThat(node.log.tail().awaitBeyond(head - 1, LONG)).isEqualTo(head);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> toys(long after) {
        return node.reader.readAfter(after, 1_000).stream()
                .map(e -> e.aggregateId() + "/" + e.sequence())
                .toList();
    }
}
