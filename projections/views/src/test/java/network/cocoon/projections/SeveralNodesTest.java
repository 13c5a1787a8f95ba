package network.cocoon.projections;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import network.cocoon.eventstore.TestDatabase;
import network.cocoon.eventstore.TokenOwner;
import network.cocoon.projections.feed.FeedDuty;
import network.cocoon.projections.log.ProcessorRow;
import network.cocoon.projections.log.SystemQueries;
import network.cocoon.projections.overview.Overview;
import network.cocoon.projections.overview.OverviewQueries;
import network.cocoon.projections.rebuild.Rebuild;
import network.cocoon.projections.requests.RequestFilter;
import network.cocoon.projections.requests.RequestQueries;
import network.cocoon.projections.requests.RequestSort;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Nodes share the segments, take over from one another, and count nothing twice. */
@Timeout(60)
class SeveralNodesTest {

    private static final List<SampleEvent> HISTORY =
            SampleHistory.generate(5, 300, ViewsTestApplication.NOW, Duration.ofMinutes(10));
    private static final Fold FOLD = Fold.of(HISTORY);

    @Test
    void shareTheWorkTakeOverAndRebuild() throws Exception {
        int third = HISTORY.size() / 3;
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext here = ViewsTestApplication.start(database)) {
            EventStorageEngine engine = here.getBean(EventStorageEngine.class);
            try (ConfigurableApplicationContext there = ViewsTestApplication.start(database)) {
                while (owners(here).size() < 2) {
                    Thread.sleep(20);
                }
                SampleLog.append(engine, HISTORY.subList(0, third));
                ViewsTestApplication.awaitPosition(there, third);
                // A batch is under way on both when one of them goes.
                SampleLog.append(engine, HISTORY.subList(third, 2 * third));
            }
            SampleLog.append(engine, HISTORY.subList(2 * third, HISTORY.size()));
            ViewsTestApplication.awaitPosition(here, HISTORY.size());
            assertThat(owners(here))
                    .containsExactly(here.getBean(TokenOwner.class).id());
            equalsTheFold(here);

            var before =
                    here.getBean(RequestQueries.class).page(RequestFilter.ALL, RequestSort.REQUESTED, true, 0, 1_000);
            here.getBean(Rebuild.class).start("a test");
            SystemQueries system = here.getBean(SystemQueries.class);
            while (system.rebuild().orElseThrow().finishedAt() == null) {
                Thread.sleep(20);
            }
            equalsTheFold(here);
            assertThat(here.getBean(RequestQueries.class)
                            .page(RequestFilter.ALL, RequestSort.REQUESTED, true, 0, 1_000))
                    .isEqualTo(before);
        }
    }

    static final class OnlyReads {
        @Bean
        FeedDuty feedDuty() {
            return new FeedDuty(false);
        }
    }

    @Test
    void aNodeWithoutTheDutyFeedsNothingAndLeavesTheOthersTheirShare() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext reads = ViewsTestApplication.start(database, OnlyReads.class)) {
            SampleLog.append(reads.getBean(EventStorageEngine.class), HISTORY);
            try (ConfigurableApplicationContext feeds = ViewsTestApplication.start(database)) {
                ViewsTestApplication.awaitPosition(feeds, HISTORY.size());
                assertThat(owners(feeds))
                        .containsExactly(feeds.getBean(TokenOwner.class).id());
                equalsTheFold(reads);
            }
        }
    }

    /** As after a crash between writing rows and the bookmark's arrival, had they not been one transaction. */
    @Test
    void bookmarksThatWentBackCountNothingTwice() throws Exception {
        try (TestDatabase database = TestDatabase.create()) {
            try (ConfigurableApplicationContext first = ViewsTestApplication.start(database)) {
                SampleLog.append(first.getBean(EventStorageEngine.class), HISTORY);
                ViewsTestApplication.awaitPosition(first, HISTORY.size());
            }
            JdbcClient.create(database.dataSource())
                    .sql("UPDATE token_entry SET token = '{\"index\":100}'::text::bytea WHERE processor_name = 'views'")
                    .update();
            try (ConfigurableApplicationContext again = ViewsTestApplication.start(database)) {
                ViewsTestApplication.awaitPosition(again, HISTORY.size());
                equalsTheFold(again);
            }
        }
    }

    @Test
    void aRebuildEmptiesEveryViewButItsOwnNotes() throws Exception {
        try (TestDatabase database = TestDatabase.create();
                ConfigurableApplicationContext node = ViewsTestApplication.start(database)) {
            List<String> views = node.getBean(JdbcClient.class)
                    .sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                            + " AND table_name LIKE 'view\\_%'")
                    .query(String.class)
                    .list();
            assertThat(views).isNotEmpty().allSatisfy(view -> assertThat(Rebuild.isDerived(view))
                    .as(view)
                    .isEqualTo(!Set.of("view_feeder", "view_rebuild").contains(view)));
        }
    }

    private static Set<String> owners(ConfigurableApplicationContext node) {
        return node.getBean(SystemQueries.class).processors().stream()
                .map(ProcessorRow::owner)
                .map(String::valueOf)
                .collect(Collectors.toSet());
    }

    private static void equalsTheFold(ConfigurableApplicationContext node) {
        Overview overview = node.getBean(OverviewQueries.class).overview(Duration.ofHours(1));
        assertThat(overview.requests()).isEqualTo(FOLD.states());
        assertThat(overview.spent().value()).isEqualTo(FOLD.spent());
        assertThat(overview.rewards().value()).isEqualTo(FOLD.rewards());
        assertThat(overview.tokens()).isEqualTo(FOLD.tokens());
        assertThat(overview.reserved().value()).isEqualTo(FOLD.reserved());
    }
}
