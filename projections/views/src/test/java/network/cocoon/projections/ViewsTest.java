package network.cocoon.projections;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.accounts.AccountQueries;
import network.cocoon.projections.accounts.AccountRow;
import network.cocoon.projections.log.LogQueries;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.projections.log.SystemQueries;
import network.cocoon.projections.overview.Minute;
import network.cocoon.projections.overview.Overview;
import network.cocoon.projections.overview.OverviewQueries;
import network.cocoon.projections.requests.RequestFilter;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.requests.RequestSort;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.ProviderRow;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.projections.workers.WorkerRow;
import network.cocoon.projections.workers.WorkerStatus;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A generated history goes through log, processor and views; what the views say equals a fold of the same events. */
class ViewsTest {

    private static final List<SampleEvent> HISTORY =
            SampleHistory.generate(7, 400, ViewsTestApplication.NOW, Duration.ofMinutes(20));
    private static final Fold FOLD = Fold.of(HISTORY);

    private static TestDatabase database;
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void projectTheHistory() throws SQLException, InterruptedException {
        database = TestDatabase.create();
        context = new SpringApplicationBuilder(ViewsTestApplication.class)
                .run(
                        "--spring.datasource.url=" + database.jdbcUrl(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.main.web-application-type=none",
                        "--axoniq.update-checker.disabled=true");
        SampleLog.append(context.getBean(EventStorageEngine.class), HISTORY);
        awaitViews(HISTORY.size());
    }

    @AfterAll
    static void stop() throws SQLException {
        context.close();
        database.close();
    }

    /** Waits on the views' own signal, as a page of the console does. */
    private static void awaitViews(int events) throws InterruptedException {
        var arrived = new CountDownLatch(1);
        var system = context.getBean(SystemQueries.class);
        Runnable look = () -> {
            if (system.processors().stream()
                    .anyMatch(p -> p.name().equals(Views.PROCESSOR) && p.position() == events)) {
                arrived.countDown();
            }
        };
        try (var _ = context.getBean(ViewsChanged.class).subscribe(look)) {
            look.run();
            assertThat(arrived.await(30, TimeUnit.SECONDS))
                    .as("the views have caught up")
                    .isTrue();
        }
    }

    @Test
    void theOverviewEqualsAFold() {
        Overview overview = overviews().overview(Duration.ofHours(1));
        assertThat(overview.requests()).isEqualTo(FOLD.states());
        assertThat(overview.totalRequests()).isEqualTo(400);
        assertThat(overview.spent().value()).isEqualTo(FOLD.spent());
        assertThat(overview.rewards().value()).isEqualTo(FOLD.rewards());
        assertThat(overview.fees().value()).isEqualTo(FOLD.spent() - FOLD.rewards());
        assertThat(overview.reserved().value()).isEqualTo(FOLD.reserved());
        assertThat(overview.tokens()).isEqualTo(FOLD.tokens());
        assertThat(overview.workers()).containsEntry(WorkerStatus.LIVE, 3L).containsEntry(WorkerStatus.DRAINED, 1L);
        assertThat(overview.accounts()).isEqualTo(3);
        assertThat(overview.latency().samples())
                .isEqualTo(FOLD.completedMillis().size());
        assertThat(overview.latency().p50Millis()).isEqualTo(FOLD.percentile(0.5));
        assertThat(overview.latency().p99Millis()).isEqualTo(FOLD.percentile(0.99));
    }

    @Test
    void theMinutesAddUpToTheWhole() {
        List<Minute> minutes = overviews().minutes(60);
        assertThat(minutes).hasSize(60).isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
        assertThat(minutes.stream().mapToLong(Minute::requested).sum()).isEqualTo(400);
        assertThat(minutes.stream().mapToLong(m -> m.spent().value()).sum()).isEqualTo(FOLD.spent());
        assertThat(minutes.stream().mapToLong(Minute::tokens).sum()).isEqualTo(FOLD.tokens());
    }

    @Test
    void pagesFilterAndSortAndNeitherRepeatNorSkip() {
        RequestQueries requests = context.getBean(RequestQueries.class);
        List<String> seen = new ArrayList<>();
        for (int offset = 0; offset < 400; offset += 70) {
            requests.page(RequestFilter.ALL, RequestSort.MODEL, false, offset, 70)
                    .forEach(r -> seen.add(r.request()));
        }
        assertThat(seen).hasSize(400).doesNotHaveDuplicates();
        assertThat(requests.page(RequestFilter.ALL, RequestSort.COST, true, 0, 400))
                .isSortedAccordingTo((a, b) -> b.cost().compareTo(a.cost()));
        var failed = new RequestFilter(java.util.Set.of(RequestState.FAILED), "", null, null);
        assertThat(requests.count(failed))
                .isEqualTo(Math.toIntExact(FOLD.states().getOrDefault(RequestState.FAILED, 0L)));
        RequestRow any = requests.page(RequestFilter.ALL, RequestSort.REQUESTED, true, 7, 1)
                .getFirst();
        var one = new RequestFilter(java.util.Set.of(), any.request().substring(0, 12), null, null);
        assertThat(requests.page(one, RequestSort.REQUESTED, true, 0, 10)).containsExactly(any);
        assertThat(requests.find(new RequestId(any.request()))).contains(any);
    }

    @Test
    void accountsAddUpToTheOverview() {
        List<AccountRow> accounts = context.getBean(AccountQueries.class).accounts();
        assertThat(accounts).hasSize(3).allSatisfy(a -> {
            assertThat(a.apiKeys()).isEqualTo(1);
            assertThat(a.clientKeys()).isEqualTo(1);
            assertThat(a.modelFamilies()).containsExactly("Cocoon", "Qwen");
            assertThat(a.spent().value()).isEqualTo(FOLD.spentBy().get(a.account()));
        });
        assertThat(accounts.stream().mapToLong(a -> a.reserved().value()).sum()).isEqualTo(FOLD.reserved());
    }

    @Test
    void ownersEarnWhatTheirWorkersDid() {
        WorkerQueries workers = context.getBean(WorkerQueries.class);
        Map<String, Long> earned = workers.providers().stream()
                .collect(toMap(ProviderRow::provider, p -> p.earned().value()));
        assertThat(earned).isEqualTo(FOLD.earnedBy());
        assertThat(workers.workers().stream().mapToLong(w -> w.earned().value()).sum())
                .isEqualTo(FOLD.rewards());
        WorkerRow live = workers.workers().stream()
                .filter(w -> w.status() == WorkerStatus.LIVE)
                .findFirst()
                .orElseThrow();
        assertThat(live.trust()).isEqualTo(TrustClass.SIMULATED);
        assertThat(live.models()).containsExactly("cocoon-tiny");
        assertThat(workers.attestations(new network.cocoon.domain.kernel.WorkerId(live.worker())))
                .hasSize(2);
    }

    @Test
    void aRequestsChainIsReadFromTheLog() {
        InferenceEvent done = HISTORY.stream()
                .map(SampleEvent::event)
                .filter(Completed.class::isInstance)
                .map(InferenceEvent.class::cast)
                .findFirst()
                .orElseThrow();
        List<RecordedEvent> chain = context.getBean(LogQueries.class).chain(done.request());
        assertThat(chain)
                .extracting(RecordedEvent::name)
                .containsExactly("inference.Requested", "inference.Assigned", "inference.Completed");
        assertThat(chain.getFirst().event()).isInstanceOf(Requested.class);
        assertThat(chain)
                .extracting(RecordedEvent::denseIndex)
                .doesNotContainNull()
                .isSorted();
        assertThat(context.getBean(LogQueries.class).backFrom(HISTORY.size(), 5))
                .hasSize(5)
                .first()
                .extracting(RecordedEvent::denseIndex)
                .isEqualTo((long) HISTORY.size());
    }

    @Test
    void redeliveryInAnyOrderOfStreamsChangesNothing() throws InterruptedException {
        var before = snapshot();
        var processor = context.getBean(EventProcessingConfiguration.class)
                .eventProcessor(Views.PROCESSOR, TrackingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        var twice = new ArrayList<>(HISTORY);
        Collections.shuffle(twice, new Random(3));
        var handlers = new DirectDelivery(context);
        twice.forEach(handlers::deliver);
        processor.start();
        assertThat(snapshot()).isEqualTo(before);
    }

    private static List<Object> snapshot() {
        return List.of(
                overviews().overview(Duration.ofHours(1)),
                context.getBean(RequestQueries.class).page(RequestFilter.ALL, RequestSort.REQUESTED, true, 0, 1_000),
                context.getBean(AccountQueries.class).accounts(),
                context.getBean(WorkerQueries.class).workers());
    }

    private static OverviewQueries overviews() {
        return context.getBean(OverviewQueries.class);
    }
}
