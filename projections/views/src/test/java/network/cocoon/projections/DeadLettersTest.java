package network.cocoon.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.cocoon.domain.inference.InferenceEvent.Assigned;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.letters.DeadLetter;
import network.cocoon.projections.letters.DeadLetters;
import network.cocoon.projections.log.LogQueries;
import network.cocoon.projections.overview.OverviewQueries;
import network.cocoon.projections.rebuild.Rebuild;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.write.Projection;
import network.cocoon.projections.write.RowWrite;
import network.cocoon.projections.write.ViewBatch;
import network.cocoon.projections.write.ViewEvent;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An event that a view cannot take neither stops the others nor is lost. */
@Timeout(60)
class DeadLettersTest {

    private static final List<SampleEvent> HISTORY =
            SampleHistory.generate(11, 60, ViewsTestApplication.NOW, Duration.ofMinutes(10));
    private static final List<String> STREAMS = HISTORY.stream()
            .filter(e -> e.event() instanceof Assigned)
            .map(SampleEvent::aggregate)
            .distinct()
            .limit(2)
            .toList();

    /** Streams that the broken view cannot take: one by its own fault, one by a statement that the database refuses. */
    private static final Set<String> BROKEN = ConcurrentHashMap.newKeySet();

    static final class BrokenView {

        private static final RowWrite REFUSED =
                RowWrite.into("nothing", "n integer", "INSERT INTO no_such_table SELECT n FROM :rows");

        @Bean
        Projection broken() {
            return BrokenView::on;
        }

        private static void on(ViewEvent event, ViewBatch batch) {
            if (event.payload() instanceof Assigned && BROKEN.contains(event.aggregate())) {
                if (event.aggregate().equals(STREAMS.getFirst())) {
                    throw new IllegalStateException("this view is broken");
                }
                batch.add(REFUSED, event.aggregate(), 1);
            }
        }
    }

    @Test
    void parksTheStreamGoesOnAndTakesItInLater() throws Exception {
        BROKEN.addAll(STREAMS);
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext node = ViewsTestApplication.start(database, BrokenView.class)) {
            SampleLog.append(node.getBean(EventStorageEngine.class), HISTORY);
            ViewsTestApplication.awaitPosition(node, HISTORY.size());
            DeadLetters letters = node.getBean(DeadLetters.class);
            assertThat(letters.letters())
                    .extracting(DeadLetter::aggregate)
                    .containsExactlyInAnyOrderElementsOf(STREAMS);
            assertThat(letters.letters()).allSatisfy(l -> {
                assertThat(l.name()).isEqualTo("inference.Assigned");
                assertThat(l.cause()).isNotBlank();
                assertThat(l.attempts()).isEqualTo(1);
                assertThat(l.waiting()).isPositive();
            });
            RequestQueries requests = node.getBean(RequestQueries.class);
            RequestId first = new RequestId(STREAMS.getFirst());
            assertThat(requests.find(first).orElseThrow().state()).isEqualTo(RequestState.QUEUED);
            assertThat(node.getBean(OverviewQueries.class)
                            .overview(Duration.ofHours(1))
                            .totalRequests())
                    .as("the others went on")
                    .isEqualTo(60);

            assertThat(letters.retry(first.value())).isFalse();
            assertThat(letters.letters())
                    .anySatisfy(l -> assertThat(l.attempts()).isEqualTo(2));
            BROKEN.clear();
            STREAMS.forEach(letters::retry);
            assertThat(letters.count()).isZero();
            assertThat(node.getBean(OverviewQueries.class)
                            .overview(Duration.ofHours(1))
                            .requests())
                    .isEqualTo(Fold.of(HISTORY).states());
        }
    }

    @Test
    void anEventThatNobodyCanDecodeIsSetAsideAndTheLogGoesOn() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext node = ViewsTestApplication.start(database)) {
            SampleLog.append(node.getBean(EventStorageEngine.class), HISTORY);
            ViewsTestApplication.awaitPosition(node, HISTORY.size());
            var jdbc = node.getBean(JdbcClient.class);
            String aggregate = STREAMS.getFirst();
            jdbc.sql(
                            "UPDATE domain_event SET payload = 'broken' WHERE aggregate_id = ? AND name = 'inference.Assigned'")
                    .param(aggregate)
                    .update();
            jdbc.sql("UPDATE domain_event SET name = 'inference.Unheard' WHERE aggregate_id = ? AND sequence = 0")
                    .param(STREAMS.getLast())
                    .update();
            node.getBean(Rebuild.class).start("an operator");
            ViewsTestApplication.awaitPosition(node, HISTORY.size());
            DeadLetters letters = node.getBean(DeadLetters.class);
            assertThat(letters.letters())
                    .extracting(DeadLetter::aggregate, DeadLetter::name)
                    .containsExactlyInAnyOrder(
                            tuple(aggregate, "inference.Assigned"), tuple(STREAMS.getLast(), "inference.Unheard"));
            assertThat(letters.letters()).allSatisfy(l -> assertThat(l.cause()).contains("cannot be decoded"));
            assertThat(node.getBean(OverviewQueries.class)
                            .overview(Duration.ofHours(1))
                            .totalRequests())
                    .as("all but the one whose beginning is lost")
                    .isEqualTo(59);
            assertThat(letters.retry(aggregate)).isFalse();
            assertThat(node.getBean(LogQueries.class).backFrom(HISTORY.size(), HISTORY.size()))
                    .as("the page of events shows what it can")
                    .hasSize(HISTORY.size());
        }
    }

    @Test
    void triesAgainByItselfAndGivesUpOnlyByHand() throws Exception {
        BROKEN.addAll(STREAMS);
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext node = ViewsTestApplication.start(database, BrokenView.class)) {
            SampleLog.append(node.getBean(EventStorageEngine.class), HISTORY);
            ViewsTestApplication.awaitPosition(node, HISTORY.size());
            DeadLetters letters = node.getBean(DeadLetters.class);
            DeadLetter one = letters.letters().getFirst();
            assertThat(letters.discard(one.denseIndex() + 1, "an operator"))
                    .as("not the first of its stream")
                    .isFalse();
            assertThat(letters.discard(one.denseIndex(), "an operator")).isTrue();
            assertThat(letters.discard(one.denseIndex(), "an operator")).isFalse();
            BROKEN.clear();
            node.getBean(MovableClock.class).advance(Duration.ofMinutes(10));
            try (var changes = new Changes(node)) {
                while (letters.count() > 0) {
                    changes.await();
                }
            }
            RequestState state = node.getBean(RequestQueries.class)
                    .find(new RequestId(one.aggregate()))
                    .orElseThrow()
                    .state();
            assertThat(state.isOpen()).as("what came after the discarded event").isFalse();
        }
    }
}
