package network.cocoon.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import network.cocoon.eventstore.ToyCodec.Moved;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class LogStorageEngineTest {
    private TestDatabase database;
    private TestNode node;

    @BeforeEach
    void start() throws SQLException {
        database = TestDatabase.create();
        node = new TestNode(database.dataSource()).started();
    }

    @AfterEach
    void stop() {
        node.close();
        database.close();
    }

    @Test
    void storesExactBytesUnderStableNames() throws Exception {
        node.engine.appendEvents(List.of(new GenericDomainEventMessage<>(
                "toy",
                "toy_1",
                0,
                new Moved("shelf"),
                Map.of("node", "a", "attempt", 2),
                "event-1",
                Instant.parse("2026-01-02T03:04:05.123456789Z"))));
        node.log.tail().awaitBeyond(0, Duration.ofSeconds(30));

        LoggedEvent event = node.reader.readAfter(0, 10).getFirst();
        assertThat(event.stream()).isEqualTo("toy");
        assertThat(event.aggregateId()).isEqualTo("toy_1");
        assertThat(event.sequence()).isZero();
        assertThat(event.eventId()).isEqualTo("event-1");
        assertThat(event.name()).isEqualTo("toy.Moved");
        assertThat(event.revision()).isEqualTo(2);
        assertThat(new String(event.payload(), UTF_8)).isEqualTo("shelf");
        assertThat(new String(event.metadata(), UTF_8)).isEqualTo("{\"attempt\":2,\"node\":\"a\"}");
        assertThat(event.time()).isEqualTo(Instant.parse("2026-01-02T03:04:05.123456Z"));
        assertThat(event.salt()).hasSize(32);
        assertThat(node.engine.readEvents("toy_1").next().getMetaData()).containsEntry("node", "a");
    }

    @Test
    void letsOneOfTwoRivalsAppend() {
        node.append("toy", 0, "shelf", "box");
        assertThatThrownBy(() -> node.append("toy", 1, "floor")).isInstanceOf(ConcurrencyException.class);
        assertThatThrownBy(() -> node.append("toy", 0, "floor")).isInstanceOf(AggregateStreamCreationException.class);
        assertThat(node.engine.lastSequenceNumberFor("toy")).contains(1L);
        assertThat(node.engine.lastSequenceNumberFor("other")).isEmpty();
    }

    @Test
    void commitsOrRollsBackOtherRowsWithTheEvents() {
        var lanes = JdbcClient.create(database.dataSource());
        lanes.sql("CREATE TABLE lane (left_over int NOT NULL)").update();
        lanes.sql("INSERT INTO lane VALUES (10)").update();
        var transaction = new TransactionTemplate(node.transactions);

        transaction.executeWithoutResult(_ -> {
            assertThat(lanes.sql("UPDATE lane SET left_over = left_over - 4 WHERE left_over >= 4")
                            .update())
                    .isOne();
            node.append("toy", 0, "shelf");
        });
        assertThatThrownBy(() -> transaction.executeWithoutResult(_ -> {
                    lanes.sql("UPDATE lane SET left_over = left_over - 4").update();
                    node.append("toy", 0, "box");
                }))
                .isInstanceOf(AggregateStreamCreationException.class);

        assertThat(lanes.sql("SELECT left_over FROM lane").query(Integer.class).single())
                .isEqualTo(6);
    }

    @Test
    void refusesWhatHasNoPlaceInTheLog() {
        assertThatThrownBy(() -> node.engine.appendEvents(List.of(new GenericEventMessage<>(new Moved("shelf")))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> node.reader.readAfter(-1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> node.reader.readAfter(0, 1_000_000)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsLongStreamsInPages() throws Exception {
        String[] places = new String[600];
        Arrays.fill(places, "shelf");
        node.append("toy", 0, places);
        node.log.tail().awaitBeyond(599, Duration.ofSeconds(30));

        assertThat(node.engine.readEvents("toy").asStream()).hasSize(600);
        assertThat(node.engine.readEvents("toy", 598).asStream()).hasSize(2);
        assertThat(node.engine.readEvents(node.engine.createTailToken(), false)).hasSize(600);
        assertThat(node.engine.readEvents(new GlobalSequenceTrackingToken(590), false))
                .hasSize(10);
        assertThat(node.engine.createHeadToken()).isEqualTo(new GlobalSequenceTrackingToken(600));
        assertThat(node.engine.createTokenAt(Instant.EPOCH)).isEqualTo(new GlobalSequenceTrackingToken(0));
        assertThat(node.engine.createTokenAt(Instant.parse("2999-01-01T00:00:00Z")))
                .isEqualTo(new GlobalSequenceTrackingToken(600));
    }

    @Test
    void keepsTheLatestSnapshot() {
        node.engine.storeSnapshot(TestNode.moves("toy", 5, "box").getFirst());
        node.engine.storeSnapshot(TestNode.moves("toy", 3, "shelf").getFirst());
        assertThat(node.engine.readSnapshot("toy").orElseThrow().getPayload()).isEqualTo(new Moved("box"));
        assertThat(node.engine.readSnapshot("other")).isEmpty();
    }
}
