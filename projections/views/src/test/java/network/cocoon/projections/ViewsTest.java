package network.cocoon.projections;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import network.cocoon.domain.inference.InferenceEvent;
import network.cocoon.domain.inference.InferenceEvent.Completed;
import network.cocoon.domain.inference.InferenceEvent.Requested;
import network.cocoon.domain.kernel.AccountId;
import network.cocoon.domain.kernel.Digest;
import network.cocoon.domain.kernel.ModelId;
import network.cocoon.domain.kernel.RequestId;
import network.cocoon.domain.kernel.WorkerId;
import network.cocoon.domain.kernel.WorkerKeyId;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.domain.worker.WorkerEvent;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.projections.accounts.AccountKeyRow;
import network.cocoon.projections.accounts.AccountQueries;
import network.cocoon.projections.accounts.AccountRow;
import network.cocoon.projections.accounts.SpendRow;
import network.cocoon.projections.log.LogFilter;
import network.cocoon.projections.log.LogPage;
import network.cocoon.projections.log.LogQueries;
import network.cocoon.projections.log.RecordedEvent;
import network.cocoon.projections.overview.Bucket;
import network.cocoon.projections.overview.Overview;
import network.cocoon.projections.overview.OverviewQueries;
import network.cocoon.projections.registry.MeasurementRow;
import network.cocoon.projections.registry.RegistryQueries;
import network.cocoon.projections.requests.Blast;
import network.cocoon.projections.requests.BlastQueries;
import network.cocoon.projections.requests.RequestCursor;
import network.cocoon.projections.requests.RequestFilter;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestRow;
import network.cocoon.projections.requests.RequestSort;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.rollup.Grain;
import network.cocoon.projections.rollup.LatencyBins;
import network.cocoon.projections.settlement.SettlementQueries;
import network.cocoon.projections.workers.ProviderRow;
import network.cocoon.projections.workers.WorkerFault;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.projections.workers.WorkerRow;
import network.cocoon.projections.workers.WorkerStatus;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A generated history goes through log, processor and views; what the views say equals a fold of the same events. */
class ViewsTest {

    private static final List<SampleEvent> HISTORY =
            SampleHistory.generate(7, 400, ViewsTestApplication.NOW, Duration.ofMinutes(20));
    private static final Fold FOLD = Fold.of(HISTORY);

    private static TestDatabase database;
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void projectTheHistory() throws Exception {
        database = TestDatabase.create();
        context = ViewsTestApplication.start(database);
        SampleLog.append(context.getBean(EventStorageEngine.class), HISTORY);
        ViewsTestApplication.awaitPosition(context, HISTORY.size());
    }

    @AfterAll
    static void stop() throws SQLException {
        context.close();
        database.close();
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
        assertThat(overview.latency().p50Millis()).isEqualTo(LatencyBins.upper(LatencyBins.of(FOLD.percentile(0.5))));
        assertThat(overview.latency().p99Millis()).isEqualTo(LatencyBins.upper(LatencyBins.of(FOLD.percentile(0.99))));
    }

    @Test
    void theMinutesAddUpToTheWhole() {
        List<Bucket> minutes = overviews().series(Grain.MINUTE, 60);
        assertThat(minutes).hasSize(60).isSortedAccordingTo((a, b) -> a.start().compareTo(b.start()));
        assertThat(minutes.stream().mapToLong(Bucket::requested).sum()).isEqualTo(400);
        assertThat(minutes.stream().mapToLong(m -> m.spent().value()).sum()).isEqualTo(FOLD.spent());
        assertThat(minutes.stream().mapToLong(Bucket::tokens).sum()).isEqualTo(FOLD.tokens());
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
        var failed = new RequestFilter(Set.of(RequestState.FAILED), "", null, null);
        assertThat(requests.count(failed))
                .isEqualTo(Math.toIntExact(FOLD.states().getOrDefault(RequestState.FAILED, 0L)));
        RequestRow any = requests.page(RequestFilter.ALL, RequestSort.REQUESTED, true, 7, 1)
                .getFirst();
        var one = new RequestFilter(Set.of(), any.request().substring(0, 12), null, null);
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
        assertThat(workers.attestations(new WorkerId(live.worker()))).hasSize(2);
    }

    @Test
    void whatARevocationConcernsEqualsAFold() {
        Map<WorkerKeyId, Digest> measurements = new HashMap<>();
        Map<Digest, Set<RequestId>> touched = new HashMap<>();
        Map<RequestId, Digest> last = new HashMap<>();
        for (SampleEvent sample : HISTORY) {
            switch (sample.event()) {
                case WorkerEvent.Attested e -> measurements.put(e.key(), e.measurement());
                case InferenceEvent.Assigned e -> {
                    Digest measurement = measurements.get(e.assignment().key());
                    touched.computeIfAbsent(measurement, _ -> new HashSet<>()).add(e.request());
                    last.put(e.request(), measurement);
                }
                default -> {}
            }
        }
        RequestQueries requests = context.getBean(RequestQueries.class);
        assertThat(touched).isNotEmpty();
        touched.forEach((measurement, of) -> {
            Blast blast = context.getBean(BlastQueries.class).of(measurement);
            assertThat(blast.requests()).isEqualTo(of.size());
            assertThat(blast.cost().value())
                    .isEqualTo(of.stream()
                            .filter(request -> measurement.equals(last.get(request)))
                            .mapToLong(request ->
                                    requests.find(request).orElseThrow().cost().value())
                            .sum());
            assertThat(blast.latest())
                    .hasSize(Math.min(of.size(), BlastQueries.MAX_ROWS))
                    .allSatisfy(row -> assertThat(of).contains(new RequestId(row.request())));
        });
        assertThat(context.getBean(BlastQueries.class)
                        .of(new Digest("0".repeat(64)))
                        .latest())
                .isEmpty();
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
                .eventProcessor(Views.PROCESSOR, StreamingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        var twice = new ArrayList<>(HISTORY);
        Collections.shuffle(twice, new Random(3));
        new DirectDelivery(context).deliver(twice);
        processor.start();
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void cursorsGoThroughTheWholeListInEveryOrder() {
        RequestQueries requests = context.getBean(RequestQueries.class);
        for (RequestSort sort : RequestSort.values()) {
            for (boolean descending : new boolean[] {true, false}) {
                List<RequestRow> whole = requests.page(RequestFilter.ALL, sort, descending, 0, 1_000);
                List<RequestRow> seen = new ArrayList<>();
                RequestCursor cursor = null;
                List<RequestRow> page;
                do {
                    page = requests.after(RequestFilter.ALL, sort, descending, cursor, 90);
                    seen.addAll(page);
                    cursor = page.isEmpty() ? null : RequestCursor.after(sort, page.getLast());
                } while (!page.isEmpty());
                assertThat(seen).as(sort + " " + descending).isEqualTo(whole);
            }
        }
    }

    @Test
    void requestsAreFilteredByWhomTheyConcern() {
        RequestQueries requests = context.getBean(RequestQueries.class);
        AccountRow account = context.getBean(AccountQueries.class).accounts().getFirst();
        RequestFilter its = RequestFilter.ALL.ofAccount(account.account());
        assertThat(requests.page(its, RequestSort.COST, true, 0, 1_000))
                .hasSize(Math.toIntExact(account.requests()))
                .allSatisfy(r -> assertThat(r.account()).isEqualTo(account.account()));
        assertThat(requests.count(its)).isEqualTo(Math.toIntExact(account.requests()));
        var prefix = new RequestFilter(Set.of(), account.account().substring(0, 10), null, null);
        assertThat(requests.count(prefix)).isEqualTo(Math.toIntExact(account.requests()));
        assertThat(requests.count(RequestFilter.ALL.ofModel("cocoon-tiny"))).isEqualTo(400);
        assertThat(requests.count(RequestFilter.ALL.ofModel("another"))).isZero();
    }

    @Test
    void attemptsAndPartialBillsAreShown() {
        RequestQueries requests = context.getBean(RequestQueries.class);
        String twice = HISTORY.stream()
                .filter(e -> e.event() instanceof InferenceEvent.AttemptFailed)
                .map(SampleEvent::aggregate)
                .findFirst()
                .orElseThrow();
        assertThat(requests.attempts(new RequestId(twice))).hasSize(2).satisfies(attempts -> {
            assertThat(attempts.getFirst().code()).isEqualTo("WORKER_STALLED");
            assertThat(attempts.getLast().code()).isNull();
            assertThat(attempts.getLast().relay()).startsWith("node_");
        });
        var cancelled = new RequestFilter(Set.of(RequestState.CANCELLED), "", null, null);
        assertThat(requests.page(cancelled, RequestSort.COST, true, 0, 100))
                .isNotEmpty()
                .allSatisfy(r -> {
                    assertThat(r.partial()).isTrue();
                    assertThat(r.cost().value()).isEqualTo(1_000);
                });
    }

    @Test
    void spendByDayAddsUpToTheAccount() {
        AccountQueries accounts = context.getBean(AccountQueries.class);
        for (AccountRow account : accounts.accounts()) {
            var id = new AccountId(account.account());
            List<SpendRow> spend = accounts.spend(id, 2);
            assertThat(spend.stream().mapToLong(s -> s.spent().value()).sum())
                    .isEqualTo(account.spent().value());
            assertThat(spend.stream().mapToLong(SpendRow::requests).sum()).isEqualTo(account.requests());
            assertThat(accounts.keys(id))
                    .extracting(AccountKeyRow::kind)
                    .containsExactlyInAnyOrder(AccountKeyRow.Kind.API, AccountKeyRow.Kind.CLIENT);
        }
    }

    @Test
    void workersDaysAndFaultsAreShown() {
        WorkerQueries workers = context.getBean(WorkerQueries.class);
        for (WorkerRow worker : workers.workers()) {
            var id = new WorkerId(worker.worker());
            assertThat(workers.days(id, 2).stream()
                            .mapToLong(d -> d.earned().value())
                            .sum())
                    .isEqualTo(worker.earned().value());
            assertThat(workers.faults(id)).hasSize(worker.recentFaults());
        }
        assertThat(workers.workers().stream()
                        .flatMap(w -> workers.faults(new WorkerId(w.worker())).stream())
                        .map(WorkerFault::kind))
                .contains(
                        WorkerFault.Kind.ATTEMPT_FAILED,
                        WorkerFault.Kind.REQUEST_FAILED,
                        WorkerFault.Kind.REPORT_REFUSED,
                        WorkerFault.Kind.ATTESTATION_REJECTED);
    }

    @Test
    void registryAndSettlementAreShown() {
        RegistryQueries registry = context.getBean(RegistryQueries.class);
        assertThat(registry.models()).singleElement().satisfies(m -> {
            assertThat(m.workers()).isEqualTo(4);
            assertThat(m.price())
                    .isEqualTo(registry.prices(new ModelId(m.model())).getFirst());
        });
        assertThat(registry.measurements()).extracting(MeasurementRow::allowed).containsExactlyInAnyOrder(true, false);
        SettlementQueries settlement = context.getBean(SettlementQueries.class);
        assertThat(settlement.periods()).singleElement().satisfies(p -> {
            assertThat(p.rewards().value()).isEqualTo(1_900);
            assertThat(p.requests()).isEqualTo(6);
            assertThat(settlement.accruals(p.period())).hasSize(2);
        });
    }

    @Test
    void theLogIsSearchedByNameStreamAndAggregate() {
        LogQueries log = context.getBean(LogQueries.class);
        assertThat(log.names()).contains("inference.Requested", "account.Registered", "settlement.PeriodClosed");
        List<RecordedEvent> found = new ArrayList<>();
        long next = log.head();
        while (next > 0) {
            LogPage page = log.page(new LogFilter("", "inference.Requested", ""), next, 70);
            found.addAll(page.events());
            next = page.next();
        }
        assertThat(found).hasSize(400).extracting(RecordedEvent::denseIndex).doesNotHaveDuplicates();
        assertThat(log.page(new LogFilter("settlement", "", ""), log.head(), 10).events())
                .hasSize(1);
        assertThat(log.page(new LogFilter("", "no such name", ""), log.head(), 10)
                        .events())
                .isEmpty();
        String one = found.getFirst().aggregate();
        assertThat(log.page(new LogFilter("", "", one), log.head(), 10).events())
                .containsExactlyElementsOf(log.chain(new RequestId(one)).reversed());
    }

    @Test
    void secondsAddUpToTheMinutesTheyAreIn() {
        List<Bucket> minutes = overviews().series(Grain.MINUTE, 10);
        List<Bucket> seconds = overviews().series(Grain.SECOND, 9 * 60 + 31);
        assertThat(seconds.stream().mapToLong(Bucket::requested).sum())
                .isEqualTo(minutes.stream().mapToLong(Bucket::requested).sum());
        assertThat(seconds.stream().mapToLong(b -> b.spent().value()).sum())
                .isEqualTo(minutes.stream().mapToLong(b -> b.spent().value()).sum());
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
