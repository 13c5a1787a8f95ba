package network.cocoon.ui.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.List;
import network.cocoon.domain.worker.TrustClass;
import network.cocoon.projections.ViewsChanged;
import network.cocoon.projections.overview.Minute;
import network.cocoon.projections.overview.Overview;
import network.cocoon.projections.overview.OverviewQueries;
import network.cocoon.projections.requests.RequestState;
import network.cocoon.projections.workers.WorkerQueries;
import network.cocoon.projections.workers.WorkerStatus;
import network.cocoon.ui.parts.Badge;
import network.cocoon.ui.parts.Chart;
import network.cocoon.ui.parts.Chart.Series;
import network.cocoon.ui.parts.EmptyState;
import network.cocoon.ui.parts.LivePage;
import network.cocoon.ui.parts.Panel;
import network.cocoon.ui.parts.Stat;
import network.cocoon.ui.parts.Texts;
import network.cocoon.ui.parts.Ton;

/** The network at a glance, moving. */
@Route("")
@PageTitle("Overview · Cocoon")
@PermitAll
public class OverviewPage extends LivePage<OverviewPage.Data> {

    private static final int MINUTES = 60;
    private static final Duration WINDOW = Duration.ofHours(1);
    private static final String BLUE = "#2f81f7";
    private static final String RED = "#e5534b";
    private static final String GREEN = "#1fa971";
    private static final String VIOLET = "#8957e5";
    private static final String AMBER = "#d29922";

    private final transient OverviewQueries overviews;
    private final transient WorkerQueries workers;
    private final Stat requests = new Stat("Requests");
    private final Stat running = new Stat("In flight");
    private final Stat tokens = new Stat("Tokens billed");
    private final Stat spent = new Stat("Spent by apps");
    private final Stat latency = new Stat("Median latency");
    private final Stat live = new Stat("Live workers");
    private final Chart asked = new Chart(
            false,
            new Series("Completed", BLUE, true, Minute::completed),
            new Series("Failed or expired", RED, true, Minute::failed));
    private final Chart used = new Chart(false, new Series("Tokens", GREEN, false, Minute::tokens));
    private final Chart waited = new Chart(
            true,
            new Series("Median", VIOLET, false, Minute::p50Millis),
            new Series("95th percentile", AMBER, false, Minute::p95Millis));
    private final Div states = new Div();
    private final Div notice = new Div();
    private final EmptyState empty = new EmptyState(
            VaadinIcon.ROCKET,
            "No requests yet",
            "Ask the sidecar something: paste the curl line that was printed when the network started."
                    + " The request appears here within a second.");

    OverviewPage(ViewsChanged changes, OverviewQueries overviews, WorkerQueries workers) {
        super(changes);
        this.overviews = overviews;
        this.workers = workers;
        var head = new Div(new H1("Overview"), Texts.faint("live · charts show the last hour"));
        head.addClassName("head");
        notice.addClassName("notice");
        var stats = new Div(requests, running, tokens, spent, latency, live);
        stats.addClassName("stats");
        states.addClassName("badges");
        var charts = new Div(
                new Panel("Requests a minute", asked),
                new Panel("Tokens a minute", used),
                new Panel("Latency, asked to completed", waited),
                new Panel("Where things stand", states));
        charts.addClassName("columns");
        add(head, notice, stats, empty, charts);
    }

    /** One load. */
    record Data(Overview overview, List<Minute> minutes, boolean simulated) {}

    @Override
    protected Data load() {
        boolean simulated = workers.workers().stream().anyMatch(w -> w.trust() == TrustClass.SIMULATED);
        return new Data(overviews.overview(WINDOW), overviews.minutes(MINUTES), simulated);
    }

    @Override
    protected void show(Data data) {
        Overview all = data.overview();
        long failed = all.requests().getOrDefault(RequestState.FAILED, 0L);
        long done = all.requests().getOrDefault(RequestState.COMPLETED, 0L);
        long assigned = all.requests().getOrDefault(RequestState.ASSIGNED, 0L);
        long queued = all.requests().getOrDefault(RequestState.QUEUED, 0L);
        requests.show(number(all.totalRequests()), "", number(done) + " completed · " + number(failed) + " failed");
        running.show(
                number(assigned + queued),
                "",
                number(queued) + " queued · " + Ton.rounded(all.reserved().value()) + " reserved");
        tokens.show(number(all.tokens()), "", "prompt and answer, all kinds");
        spent.show(
                Ton.rounded(all.spent().value()),
                number(all.spent().value()) + " nanoton",
                Ton.rounded(all.rewards().value()) + " to GPU owners");
        latency.show(
                all.latency().samples() == 0 ? "–" : Texts.millis(all.latency().p50Millis()),
                "",
                "p95 " + Texts.millis(all.latency().p95Millis()) + " · p99 "
                        + Texts.millis(all.latency().p99Millis()) + ", last hour");
        long known = all.workers().values().stream().mapToLong(Long::longValue).sum();
        live.show(number(all.workers().getOrDefault(WorkerStatus.LIVE, 0L)), "", "of " + number(known) + " registered");

        asked.show(data.minutes());
        used.show(data.minutes());
        waited.show(data.minutes());
        empty.setVisible(all.totalRequests() == 0);
        notice.setVisible(data.simulated());
        notice.removeAll();
        notice.add(
                Badge.of(TrustClass.SIMULATED),
                new Span("Some workers run in a software TEE. For development: nothing they compute is confidential."));
        states.removeAll();
        for (RequestState state : RequestState.values()) {
            states.add(new Div(
                    Badge.of(state), new Span(" " + number(all.requests().getOrDefault(state, 0L)))));
        }
        for (WorkerStatus status : WorkerStatus.values()) {
            long count = all.workers().getOrDefault(status, 0L);
            if (count > 0) {
                states.add(new Div(
                        Badge.of(status), new Span(" " + number(count) + (count == 1 ? " worker" : " workers"))));
            }
        }
    }

    private static String number(long count) {
        return Texts.count(count).getText();
    }
}
